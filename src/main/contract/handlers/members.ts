import type { members } from '../../../preload/contract/entries/members.ts';
import type { Member } from '../../../preload/contract/people.ts';
import { DiwanError } from '../../lib/errors.ts';
import { type Actor, organizationOf } from '../../people/person.ts';
import { requireAllowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import { csvFile } from './csv.ts';
import type { HandlerDeps } from './deps.ts';

export const memberHandlers = ({
  people,
  analytics,
}: Pick<HandlerDeps, 'people' | 'analytics'>): HandlersOf<typeof members> => {
  const actor = (caller: Parameters<typeof actorOf>[1]): Actor => actorOf(people.persons, caller);
  return {
    'members.list': (caller, input) => people.members.list(actor(caller), input),
    'members.export': (caller) => {
      requireAllowed(actor(caller), 'manageOrganization');
      const rows = everyone(people.members, actor(caller)).map((member) => ({ ...member }));
      return csvFile('members', rows);
    },
    'members.usage': (caller, { userId, period }) => {
      requireAllowed(actor(caller), 'viewOrganizationCosts');
      const { id } = organizationOf(actor(caller));
      return analytics.ofUser(id, userId, period);
    },
    'members.add': (caller, { telegramId, name }) => {
      const { id } = people.members.add(actor(caller), telegramId, name);
      return { userId: id };
    },
    'members.remove': (caller, { userId }) => {
      people.members.remove(actor(caller), userId);
      return {};
    },
    'members.setRole': (caller, { userId, role }) => {
      people.members.setRole(actor(caller), userId, role);
      return {};
    },
    'members.resetCredentials': (caller, { userId }) =>
      people.credentials.issue(actor(caller), userId),
  };
};

const atOnce = 200;

function everyone(list: HandlerDeps['people']['members'], actor: Actor): Member[] {
  const all: Member[] = [];
  for (;;) {
    const { total, members } = list.list(actor, { offset: all.length, limit: atOnce });
    all.push(...members);
    if (members.length === 0 || all.length >= total) return all;
    if (all.length > 1_000_000) throw new DiwanError('internal');
  }
}
