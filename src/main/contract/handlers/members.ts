import type { members } from '../../../preload/contract/entries/members.ts';
import { type Actor, organizationOf } from '../../people/person.ts';
import { requireAllowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import { csvFile } from './csv.ts';
import type { HandlerDeps } from './deps.ts';
import { ofSomebodyElse } from './somebody-else.ts';

export const memberHandlers = ({
  people,
  analytics,
}: Pick<HandlerDeps, 'people' | 'analytics'>): HandlersOf<typeof members> => {
  const actor = (caller: Parameters<typeof actorOf>[1]): Actor => actorOf(people.persons, caller);
  return {
    'members.list': (caller, input) => people.members.list(actor(caller), input),
    'members.export': (caller) => {
      requireAllowed(actor(caller), 'manageOrganization');
      return csvFile('members', everyone(people.members, actor(caller)));
    },
    'members.usage': (caller, { userId, period }) => {
      requireAllowed(actor(caller), 'viewOrganizationCosts');
      const { id } = organizationOf(actor(caller));
      return analytics.ofUser(id, userId, period);
    },
    'members.add': (caller, { telegramId, name }) => {
      const { id } = ofSomebodyElse(() => people.members.add(actor(caller), telegramId, name));
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

function* everyone(list: HandlerDeps['people']['members'], actor: Actor) {
  for (let offset = 0; ; offset += atOnce) {
    const { members } = list.list(actor, { offset, limit: atOnce });
    if (members.length > 0) yield members.map((member) => ({ ...member }));
    if (members.length < atOnce) return;
  }
}
