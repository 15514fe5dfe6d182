import type { Person, SignInInput } from '../../preload/contract/people.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Attempts } from './attempts.ts';
import type { PeopleEvents } from './events.ts';
import type { NameHashes } from './name-hashes.ts';
import type { PasswordHash, Passwords } from './passwords.ts';
import type { Persons } from './person.ts';
import type { Session, Sessions } from './sessions.ts';

export interface SignedIn extends Session {
  person: Person;
}

/**
 * Name and password to a session. An unknown name takes the same steps and the same time as a
 * wrong password.
 * @throws DiwanError `sign_in_failed`, `sign_in_locked` (minutes), `rate_limited` (seconds)
 */
export type SignIn = (given: SignInInput, address: string) => Promise<SignedIn>;

export interface SignInDeps {
  store: ManagerStore;
  events: Events<PeopleEvents>;
  persons: Persons;
  names: NameHashes;
  passwords: Passwords;
  attempts: Attempts;
  sessions: Sessions;
}

export function createSignIn(deps: SignInDeps): SignIn {
  const { store, events, names, passwords, attempts } = deps;
  return async (given, address) => {
    const name = await names.userName(given.userName);
    const from = await names.address(address);
    const { last } = attempts.begin(name, from);
    const password = given.password.trim();
    const kept = find(store, name);
    const right = await passwords.verify(password, kept);
    if (!kept || !right) {
      if (last) events.emit('signIn.locked', { userId: kept?.userId ?? null, address });
      throw new DiwanError('sign_in_failed');
    }
    const hash = await renew(deps, name, password, kept);
    const person = store.transaction(() => admit(deps, name, from, hash));
    return { ...deps.sessions.start(person.id), person };
  };
}

type Kept = PasswordHash & { userId: number };

function find(store: ManagerStore, nameHash: string): Kept | null {
  const row = store.first(
    store.query.selectFrom('dashboard_users').selectAll().where('name_hash', '=', nameHash),
  );
  if (!row) return null;
  const { user_id: userId, password_hash: hash, salt, iterations } = row;
  return { userId, hash, salt, iterations };
}

/** Parameters were raised since: this is the only moment the password is known. Gives its hash. */
async function renew(deps: SignInDeps, name: string, password: string, kept: Kept) {
  if (!deps.passwords.outdated(kept)) return kept.hash;
  const { hash, salt, iterations } = await deps.passwords.hash(password);
  const users = deps.store.query.updateTable('dashboard_users').where('name_hash', '=', name);
  deps.store.run(
    users.set({ password_hash: hash, salt, iterations }).where('password_hash', '=', kept.hash),
  );
  return hash;
}

/** The password was right a moment ago; by now the person may have been removed or reset. */
function admit(deps: SignInDeps, name: string, from: string, hash: string): Person {
  const still = find(deps.store, name);
  const person = still?.hash === hash ? deps.persons.byId(still.userId) : null;
  if (!person) throw new DiwanError('sign_in_failed');
  deps.attempts.succeed(name, from);
  return person;
}
