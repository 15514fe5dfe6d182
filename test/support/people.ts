import type { DatabaseEvents } from '../../src/main/databases/events.ts';
import { createEvents, type Events } from '../../src/main/lib/events.ts';
import { systemRandom } from '../../src/main/lib/random.ts';
import type { PeopleEvents } from '../../src/main/people/events.ts';
import { createPasswords, derivePbkdf2 } from '../../src/main/people/passwords.ts';
import { createPeople, type People } from '../../src/main/people/people.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { temporaryFolder } from './folder.ts';
import { memorySecrets } from './secrets.ts';

type Told = {
  [Name in keyof PeopleEvents]: { name: Name } & PeopleEvents[Name];
}[keyof PeopleEvents];

export interface Crowd extends Disposable {
  folder: string;
  store: ManagerStore;
  clock: TestClock;
  secrets: ReturnType<typeof memorySecrets>;
  events: Events<PeopleEvents & DatabaseEvents>;
  people: People;
  /** Key derivations so far. */
  derivations(): number;
  /** `member.removed` and the like, in order. */
  told: Told[];
  /** Somebody who has just written to the bot for the first time. */
  newcomer(name?: string): Person;
  /** The person as they are now. */
  now(person: Person): Person;
  /** Somebody who has just made an organisation. */
  owner(organization: string): Person;
  /** A newcomer who joined the owner's organisation by a code. */
  member(owner: Person, name?: string): Person;
}

export const adminTelegramId = 900_000_001;

/** The people feature whole, on a real store; only passwords are hashed faster. */
export function crowd(): Crowd {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const store = stack.use(openManager(folder));
  const clock = createTestClock({ start: Date.UTC(2026, 2, 1, 8) });
  const secrets = memorySecrets();
  const events = createEvents<PeopleEvents & DatabaseEvents>((error) => {
    throw error;
  });
  const told: Told[] = [];
  for (const name of ['member.joined', 'member.removed', 'member.role', 'signIn.locked'] as const)
    events.on(name, (payload) => void told.push({ name, ...payload } as Told));
  let derivations = 0;
  const passwords = createPasswords(
    systemRandom,
    (...args) => {
      derivations += 1;
      return derivePbkdf2(...args);
    },
    1_000,
  );
  const people = createPeople({
    store,
    clock,
    random: systemRandom,
    secrets,
    events,
    admins: [adminTelegramId],
    sessionHours: () => 24,
    passwords,
  });
  let telegramId = 1_000;
  const now = (person: Person): Person => people.persons.require(person.id);
  const newcomer = (name = 'Somebody'): Person => {
    telegramId += 1;
    const profile = { telegramId, name, username: null, language: 'en' } as const;
    return people.users.register(profile).person;
  };
  const owner = (organization: string): Person => {
    const person = newcomer(`Owner of ${organization}`);
    people.organizations.create(person, organization);
    return now(person);
  };
  const member = (of: Person, name?: string): Person => {
    const person = newcomer(name);
    people.invitations.join(person, people.invitations.create(of).code);
    return now(person);
  };
  return {
    folder,
    store,
    clock,
    secrets,
    events,
    people,
    told,
    newcomer,
    now,
    owner,
    member,
    derivations: () => derivations,
    [Symbol.dispose]: () => stack.dispose(),
  };
}
