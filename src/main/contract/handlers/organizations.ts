import type { organizations } from '../../../preload/contract/entries/organizations.ts';
import { DiwanError } from '../../lib/errors.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const organizationHandlers = ({
  people,
}: Pick<HandlerDeps, 'people'>): HandlersOf<typeof organizations> => {
  const { persons, users } = people;
  return {
    'organizations.list': (caller) => people.organizations.list(actorOf(persons, caller)),
    'organizations.create': (_caller, { name, ownerTelegramId }) => {
      if (ownerTelegramId === null) return people.organizations.found(persons.operator(null), name);
      const owner = users.introduce(ownerTelegramId, '');
      if (owner.organization)
        throw new DiwanError('conflict', { params: { what: 'member_already' } });
      return people.organizations.create(owner, name);
    },
    'organizations.rename': (caller, { name }) =>
      people.organizations.rename(actorOf(persons, caller), name),
    'organizations.close': (caller, { name }) => {
      const actor = actorOf(persons, caller);
      if (name.trim() !== actor.organization?.name)
        throw new DiwanError('invalid_input', { params: { field: 'name', problem: 'custom' } });
      people.organizations.close(actor);
      return {};
    },
  };
};
