import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

const minuteMs = 60_000;
/** Wrong passwords of a name, or from an address, before it is held back, and for how long. */
const tries = 5;
const holdMs = 15 * minuteMs;
/** A slowed address may try once in this time. */
const slowGapMs = 10_000;

/** Wrong passwords by name and address, kept across restarts. Subjects are hashes. */
export interface Attempts {
  /**
   * Counts a try as failed before its password is looked at, so that tries at the same moment
   * cannot pass the limit together. `last`: one more is not let in.
   * @throws DiwanError `sign_in_locked` (minutes) or `rate_limited` (seconds)
   */
  begin(name: string, address: string): { last: boolean };
  /** The password was right: the name starts afresh, the address gets this one try back. */
  succeed(name: string, address: string): void;
  /** A new password was made for the name. */
  forget(name: string): void;
}

export function createAttempts(store: ManagerStore, clock: Clock): Attempts {
  const ages = (lastAt: string): number => clock.now() - Date.parse(lastAt);
  const admit = (name: string, address: string): boolean => {
    const ofName = read(store, name);
    const ofAddress = read(store, address);
    if (ofName && ofName.failures >= tries) {
      const left = holdMs - ages(ofName.last_at);
      const minutes = Math.ceil(left / minuteMs);
      if (left > 0) throw new DiwanError('sign_in_locked', { params: { minutes } });
    }
    if (ofAddress && ofAddress.failures >= tries) {
      const left = slowGapMs - ages(ofAddress.last_at);
      const seconds = Math.ceil(left / 1000);
      if (left > 0) throw new DiwanError('rate_limited', { params: { seconds } });
    }
    return (ofName?.failures ?? 0) + 1 >= tries;
  };
  return {
    begin(name, address) {
      const now = new Date(clock.now()).toISOString();
      // By itself: who is turned away takes the rest back.
      bringBack(store, now);
      return store.transaction(() => {
        forgetOld(store, new Date(clock.now() - holdMs).toISOString());
        const last = admit(name, address);
        for (const subject of [name, address]) count(store, subject, now);
        return { last };
      });
    },
    succeed(name, address) {
      forget(store, name);
      const attempts = store.query.updateTable('sign_in_attempts').where('subject', '=', address);
      store.run(
        attempts.set((eb) => ({ failures: eb('failures', '-', 1) })).where('failures', '>', 0),
      );
    },
    forget: (name) => forget(store, name),
  };
}

const read = (store: ManagerStore, subject: string) =>
  store.first(
    store.query
      .selectFrom('sign_in_attempts')
      .select(['failures', 'last_at'])
      .where('subject', '=', subject),
  );

const count = (store: ManagerStore, subject: string, now: string) =>
  store.run(
    store.query
      .insertInto('sign_in_attempts')
      .values({ subject, failures: 1, last_at: now })
      .onConflict((conflict) =>
        conflict.column('subject').doUpdateSet((eb) => ({
          failures: eb('sign_in_attempts.failures', '+', 1),
          last_at: now,
        })),
      ),
  );

const forget = (store: ManagerStore, subject: string) =>
  store.run(store.query.deleteFrom('sign_in_attempts').where('subject', '=', subject));

/** The clock was set back: what it dated ahead happened just now, or the hold would last for days. */
const bringBack = (store: ManagerStore, now: string) =>
  store.run(
    store.query.updateTable('sign_in_attempts').set({ last_at: now }).where('last_at', '>', now),
  );

const forgetOld = (store: ManagerStore, before: string) =>
  store.run(store.query.deleteFrom('sign_in_attempts').where('last_at', '<=', before));
