import type { knowledge } from '../../../preload/contract/entries/knowledge.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const knowledgeHandlers = ({
  people,
  conversations,
  databases: { notes, glossary, verified, cases, prove },
}: Pick<HandlerDeps, 'people' | 'databases' | 'conversations'>): HandlersOf<typeof knowledge> => {
  const actor = (caller: Parameters<typeof actorOf>[1]) => actorOf(people.persons, caller);
  return {
    'notes.list': (caller, { databaseId }) => notes.list(actor(caller), databaseId),
    'notes.set': (caller, { databaseId, note }) => notes.set(actor(caller), databaseId, note),
    'glossary.list': (caller, { databaseId }) => glossary.list(actor(caller), databaseId),
    'glossary.set': (caller, { databaseId, term, meaning }) =>
      glossary.set(actor(caller), databaseId, { term, meaning }),
    'glossary.remove': (caller, { databaseId, termId }) => {
      glossary.remove(actor(caller), databaseId, termId);
      return {};
    },
    'verified.list': (caller, { databaseId }) => verified.list(actor(caller), databaseId),
    'verified.add': async (caller, { databaseId, question, sql }, signal) => {
      await prove(actor(caller), databaseId, sql, signal);
      return verified.propose(actor(caller), databaseId, { question, sql });
    },
    'verified.approve': async (caller, { databaseId, id, question, sql }, signal) => {
      if (sql !== undefined) await prove(actor(caller), databaseId, sql, signal);
      return verified.approve(actor(caller), databaseId, id, {
        ...(question === undefined ? {} : { question }),
        ...(sql === undefined ? {} : { sql }),
      });
    },
    'verified.remove': (caller, { databaseId, id }) => {
      verified.remove(actor(caller), databaseId, id);
      return {};
    },
    'cases.list': (caller, input) => {
      const found = cases.list(actor(caller), input);
      const shown = found.cases.map((one) => {
        const asked = conversations.own(one.userId, one.conversationId);
        const { question = null, text = null, sql = null } = asked ?? {};
        return { ...one, question, text, sql };
      });
      return { total: found.total, cases: shown };
    },
    'cases.resolve': (caller, { id }) => {
      cases.resolve(actor(caller), id);
      return {};
    },
  };
};
