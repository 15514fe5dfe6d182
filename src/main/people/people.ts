import type { Secrets } from '../host.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Random } from '../lib/random.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { createAttempts } from './attempts.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import type { PeopleEvents } from './events.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createMembers, type Members } from './members.ts';
import { createNameHashes } from './name-hashes.ts';
import { createOrganizations, type Organizations } from './organizations.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createPersons, type Persons } from './person.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { StoredUsers, type Users } from './users.ts';

export interface PeopleDeps {
  store: ManagerStore;
  clock: Clock;
  random: Random;
  secrets: Secrets;
  events: Events<PeopleEvents>;
  /** ADMIN_TELEGRAM_IDS */
  admins: readonly number[];
  sessionHours: () => number;
  /** Only tests give their own. */
  passwords?: Passwords;
}

/** Everything about people. Loading, changing and reading are synchronous but for passwords. */
export interface People {
  persons: Persons;
  users: Users;
  organizations: Organizations;
  members: Members;
  invitations: Invitations;
  credentials: Credentials;
  sessions: Sessions;
  signIn: SignIn;
}

export function createPeople(deps: PeopleDeps): People {
  const { store, clock, random, secrets, admins } = deps;
  const persons = createPersons(store, admins);
  const users = new StoredUsers({ ...deps, persons });
  const sessions = createSessions({ ...deps, persons });
  const passwords = deps.passwords ?? createPasswords(random);
  const attempts = createAttempts(store, clock);
  const names = createNameHashes(secrets, random);
  const signing = { ...deps, persons, names, passwords, attempts, sessions };
  return {
    persons,
    users,
    organizations: createOrganizations(deps),
    members: createMembers({ ...deps, persons, users }),
    invitations: createInvitations(signing),
    credentials: createCredentials(signing),
    sessions,
    signIn: createSignIn(signing),
  };
}
