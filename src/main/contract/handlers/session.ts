import type { session } from '../../../preload/contract/entries/session.ts';
import { DiwanError } from '../../lib/errors.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const sessionHandlers = ({
  people,
  version,
}: Pick<HandlerDeps, 'people' | 'version'>): HandlersOf<typeof session> => ({
  'session.signIn': async (caller, input) => {
    if (caller.door !== 'lan')
      throw new DiwanError('not_allowed', { params: { action: 'signIn' } });
    const { token, expiresAt } = await people.signIn(input, caller.address ?? '');
    return { token, expiresAt };
  },
  'session.signOut': (caller) => {
    if (caller.sessionId !== null) people.sessions.end(caller.sessionId);
    return {};
  },
  'session.me': (caller) => {
    const { organization } = actorOf(people.persons, caller);
    const person = caller.userId === null ? null : people.persons.require(caller.userId);
    const role =
      caller.access === 'operator' ? 'operator' : person?.role === 'owner' ? 'owner' : 'member';
    const shown = person && { id: person.id, name: person.name, language: person.language };
    return { door: caller.door, role, person: shown, organization, version };
  },
});
