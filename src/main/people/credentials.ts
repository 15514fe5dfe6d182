import type { Credentials as Shown } from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Attempts } from './attempts.ts';
import type { PeopleEvents } from './events.ts';
import { endAccess } from './membership.ts';
import type { NameHashes } from './name-hashes.ts';
import type { PasswordHash, Passwords } from './passwords.ts';
import { type Actor, organizationOf, type Persons } from './person.ts';
import { requireAllowed } from './policy.ts';

export interface Credentials {
  /**
   * A new user name and password for the web view, one's own or, for an owner, a member's. Ends
   * the sessions that stood on the old ones and opens a locked name. Shown once.
   * @throws DiwanError `not_in_organization`, `not_allowed`, `not_found`
   */
  issue(actor: Actor, userId: number): Promise<Shown>;
}

export interface CredentialsDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<PeopleEvents>;
  persons: Persons;
  names: NameHashes;
  passwords: Passwords;
  attempts: Attempts;
}

export function createCredentials(deps: CredentialsDeps): Credentials {
  const { store, events, names, passwords } = deps;
  return {
    async issue(actor, userId) {
      const userName = userNameOf(deps, actor, userId);
      const nameHash = await names.userName(userName);
      const password = passwords.generate();
      const kept = await passwords.hash(password);
      store.transaction(() => {
        // either of them may have left, or changed roles, while the password was being hashed
        const now = actor.id === null ? actor : deps.persons.require(actor.id);
        if (userNameOf(deps, now, userId) !== userName) throw noSuchMember();
        replace(deps, userId, nameHash, kept);
      });
      const { id: organizationId } = organizationOf(actor);
      events.emit('credentials.issued', { userId, organizationId, by: actor.id });
      return { userName, password };
    },
  };
}

const noSuchMember = () => new DiwanError('not_found', { params: { what: 'member' } });

/** `{role}_{org_slug}_{user_id}` */
function userNameOf({ persons }: CredentialsDeps, actor: Actor, userId: number): string {
  const { id } = organizationOf(actor);
  requireAllowed(actor, userId === actor.id ? 'useWebView' : 'manageOrganization');
  const person = persons.byId(userId);
  if (person?.organization?.id !== id) throw noSuchMember();
  return `${person.role}_${person.organization.slug}_${person.id}`;
}

function replace(
  { store, clock, attempts }: CredentialsDeps,
  userId: number,
  nameHash: string,
  kept: PasswordHash,
): void {
  endAccess(store, userId);
  attempts.forget(nameHash);
  store.run(
    store.query.insertInto('dashboard_users').values({
      user_id: userId,
      name_hash: nameHash,
      password_hash: kept.hash,
      salt: kept.salt,
      iterations: kept.iterations,
      created_at: isoTime(clock),
    }),
  );
}
