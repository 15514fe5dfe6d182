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
  setLanguage(userId: number, language: Language): void;
  /** The bot was blocked, or can write again. */
  setReachable(telegramId: number, reachable: boolean): void;
}

/** Last seen is exact to a minute: not every message is worth a write. */
const seenEveryMs = 60_000;
const longestName = 200;

export class StoredUsers implements Users {
  readonly #deps: UsersDeps;

  constructor(deps: UsersDeps) {
    this.#deps = deps;
  }

  register(given: Profile): { person: Person; isNew: boolean } {
    const { store, clock, events, persons } = this.#deps;
    const profile = { ...given, name: tidyName(given) };
    const known = persons.known(profile.telegramId);
    if (known && this.#isUpToDate(known, profile)) return { person: known.person, isNew: false };
    if (known) this.#refresh(known, profile);
    const made = known ? undefined : insertUser(store, profile, isoTime(clock));
    if (made) events.emit('user.registered', { userId: made.id });
    const person = persons.byTelegram(profile.telegramId);
    if (!person) throw new DiwanError('not_registered');
    return { person, isNew: made !== undefined };
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

/** Undefined when another update of the same person was first. */
const insertUser = (store: ManagerStore, profile: Profile, now: string) =>
  store.first(
    store.query
      .insertInto('users')
      .values({
        telegram_id: profile.telegramId,
        name: profile.name,
        username: profile.username,
        language: profile.language,
        created_at: now,
        last_seen_at: now,
      })
      .onConflict((conflict) => conflict.column('telegram_id').doNothing())
      .returning('id'),
  );

/** Telegram lets a name be of blanks alone; lists need something to show. */
function tidyName({ name, username, telegramId }: Profile): string {
  const clean = name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  return (clean || username || String(telegramId)).slice(0, longestName);
}
