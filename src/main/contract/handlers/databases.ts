import type { databases as entries } from '../../../preload/contract/entries/databases.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const databaseHandlers = ({
  people,
  databases: { catalogue, grants, askables },
}: Pick<HandlerDeps, 'people' | 'databases'>): HandlersOf<typeof entries> => {
  const actor = (caller: Parameters<typeof actorOf>[1]) => actorOf(people.persons, caller);
  return {
    'databases.list': (caller) => catalogue.list(actor(caller)),
    'databases.get': (caller, { databaseId }) => catalogue.get(actor(caller), databaseId),
    'databases.add': (caller, input, signal) => catalogue.add(actor(caller), input, signal),
    'databases.rename': (caller, { databaseId, name }) =>
      catalogue.rename(actor(caller), databaseId, name),
    'databases.reconnect': (caller, { databaseId, connection }, signal) =>
      catalogue.reconnect(actor(caller), databaseId, connection, signal),
    'databases.test': (caller, { databaseId }, signal) =>
      catalogue.test(actor(caller), databaseId, signal),
    'databases.refresh': async (caller, { databaseId }, signal) => {
      await askables.refresh(actor(caller), databaseId, signal);
      return {};
    },
    'databases.remove': async (caller, { databaseId }) => {
      await catalogue.remove(actor(caller), databaseId);
      return {};
    },
    'databases.grants': (caller, { databaseId }) => grants.report(actor(caller), databaseId),
    'databases.audit': (caller, { databaseId }, signal) =>
      grants.audit(actor(caller), databaseId, signal),
    'databases.acceptGrants': (caller, { databaseId, name }) => {
      grants.accept(actor(caller), databaseId, name);
      return {};
    },
    'databases.schema': (caller, { databaseId }) => askables.fullSchema(actor(caller), databaseId),
  };
};
