import { type ActivityKind, activityKinds } from '../../preload/contract/activity.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { sign } from './chain.ts';

const dayMs = 86_400_000;

/**
 * Empties old entries, kind by kind, each under a signed checkpoint: the chain still verifies, and
 * what is gone is known to have gone by this way.
 */
export function createRetention(store: ManagerStore, clock: Clock, key: Buffer | null) {
  const emptied = store.prepare<{ id: number }, [string]>(
    'SELECT through_id AS id FROM activity_checkpoints WHERE kind = ? ORDER BY id DESC LIMIT 1',
  );
  // Up to the first that is to stay: a date of before it, or of the future, was a wrong clock's.
  const newest = store.prepare<
    { id: number; hash: string },
    [string, number, string, number, string, string]
  >(
    `SELECT id, hash FROM activity WHERE kind = ? AND id > ? AND id < ifnull(
       (SELECT id FROM activity WHERE kind = ? AND id > ? AND at BETWEEN ? AND ?
        ORDER BY id LIMIT 1), 9e18)
     ORDER BY id DESC LIMIT 1`,
  );
  const empty = store.prepare<never, [string, number, number]>(
    `UPDATE activity SET at = NULL, action = NULL, outcome = NULL, door = NULL, user_id = NULL,
       organization_id = NULL, chat = NULL, target = NULL, details = NULL
     WHERE kind = ? AND id > ? AND id <= ? AND at IS NOT NULL`,
  );
  const retireKind = (kind: ActivityKind, days: number): number => {
    const before = new Date(clock.now() - days * dayMs).toISOString();
    const now = isoTime(clock);
    const done = emptied.first(kind)?.id ?? 0;
    const last = newest.first(kind, done, kind, done, before, now);
    if (!last) return 0;
    const checkpoint = { at: now, kind, through_id: last.id, hash: last.hash };
    const signature = key && sign(key, checkpoint);
    store.run(store.query.insertInto('activity_checkpoints').values({ ...checkpoint, signature }));
    return empty.run(kind, done, last.id);
  };
  return (daysOf: (kind: ActivityKind) => number | null): number =>
    activityKinds.reduce((sum, kind) => {
      const days = daysOf(kind);
      return days === null ? sum : sum + store.transaction(() => retireKind(kind, days));
    }, 0);
}
