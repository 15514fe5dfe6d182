import type { Language } from '../../preload/contract/answer.ts';
import type { Person } from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { PeopleEvents } from './events.ts';
import type { Known, Persons } from './person.ts';

/** As a door knows somebody. */
export interface Profile {
  telegramId: number;
  name: string;
  username: string | null;
  language: Language;
}

export interface Users {
  /** The person, made on the first call; name, user name and last seen are brought up to date. */
  register(profile: Profile): { person: Person; isNew: boolean };
  /** A person who may never have written, by the id somebody else gave; known ones stay as they are. */
  introduce(telegramId: number, name: string): Person;
  setLanguage(userId: number, language: Language): void;
  /** The bot was blocked, or can write again. */
  setReachable(telegramId: number, reachable: boolean): void;
}

/** Last seen is exact to a minute: not every message is worth a write. */
const seenEveryMs = 60_000;
const longestName = 200;
/** Last seen of who has not written yet: long ago, so that the first message brings it up to date. */
export const neverSeen = new Date(0).toISOString();

export class StoredUsers implements Users {
  readonly #deps: UsersDeps;

  constructor(deps: UsersDeps) {
    this.#deps = deps;
  }

  register(given: Profile): { person: Person; isNew: boolean } {
    const { clock, persons } = this.#deps;
    const profile = { ...given, name: tidyName(given) };
    const known = persons.known(profile.telegramId);
    if (known && this.#isUpToDate(known, profile)) return { person: known.person, isNew: false };
    if (known) this.#refresh(known, profile);
    const isNew = !known && this.#insert(profile, isoTime(clock));
    return { person: this.#required(profile.telegramId), isNew };
  }

  introduce(telegramId: number, name: string): Person {
    const profile = { telegramId, name, username: null, language: 'en' } as const;
    if (!this.#deps.persons.known(telegramId))
      this.#insert({ ...profile, name: tidyName(profile) }, neverSeen);
    return this.#required(telegramId);
  }

  setLanguage(userId: number, language: Language): void {
    const { store } = this.#deps;
    const users = store.query.updateTable('users').set({ language });
    const done = store.run(users.where('id', '=', userId));
    if (done.changes === 0) throw new DiwanError('not_registered');
  }

  setReachable(telegramId: number, reachable: boolean): void {
    const { store, clock } = this.#deps;
    const unreachable_at = reachable ? null : isoTime(clock);
    const users = store.query.updateTable('users').where('telegram_id', '=', telegramId);
    const other = reachable ? 'is not' : 'is';
    store.run(users.set({ unreachable_at }).where('unreachable_at', other, null));
  }

  /** False when another update of the same person was first. */
  #insert(profile: Profile, seen: string): boolean {
    const { store, clock, events } = this.#deps;
    const made = insertUser(store, profile, { now: isoTime(clock), seen });
    if (made) events.emit('user.registered', { userId: made.id });
    return made !== undefined;
  }

  #required(telegramId: number): Person {
    const person = this.#deps.persons.byTelegram(telegramId);
    if (!person) throw new DiwanError('not_registered');
    return person;
  }

  #isUpToDate({ person, lastSeenAt, unreachable }: Known, { name, username }: Profile): boolean {
    const stale = this.#deps.clock.now() - Date.parse(lastSeenAt) >= seenEveryMs;
    return person.name === name && person.username === username && !stale && !unreachable;
  }

  #refresh({ person }: Known, { name, username }: Profile): void {
    const { store, clock } = this.#deps;
    const change = { name, username, last_seen_at: isoTime(clock), unreachable_at: null };
    store.run(store.query.updateTable('users').set(change).where('id', '=', person.id));
  }
}

export interface UsersDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<PeopleEvents>;
  persons: Persons;
}

const insertUser = (
  store: ManagerStore,
  profile: Profile,
  { now, seen }: { now: string; seen: string },
) =>
  store.first(
    store.query
      .insertInto('users')
      .values({
        telegram_id: profile.telegramId,
        name: profile.name,
        username: profile.username,
        language: profile.language,
        created_at: now,
        last_seen_at: seen,
      })
      .onConflict((conflict) => conflict.column('telegram_id').doNothing())
      .returning('id'),
  );

/** Telegram lets a name be of blanks alone; lists need something to show. */
function tidyName({ name, username, telegramId }: Profile): string {
  const clean = name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  return (clean || username || String(telegramId)).slice(0, longestName);
}
