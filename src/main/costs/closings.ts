import type { CostsStore } from '../store/costs/costs.ts';
import { nobody, type PeopleSums, type PersonDay, pack, plusDay, unpack } from './people-sums.ts';

/** Everybody's sums from an organisation's first day on. */
export interface Closings {
  /** Up to and with a UTC day. */
  upTo(organizationId: number, day: string): PeopleSums;
  /**
   * Closes one day before `today` that is not closed yet; false when there is none. What is not
   * closed is counted from its rows, so that nothing but time depends on it.
   */
  closeOne(today: string): boolean;
}

interface Closing {
  day: string;
  people: Buffer;
}

export function createClosings(store: CostsStore): Closings {
  const lastUpTo = store.prepare<Closing, [number, string]>(
    `SELECT day, people FROM org_user_closings WHERE organization_id = ? AND day <= ?
     ORDER BY day DESC LIMIT 1`,
  );
  const nextDay = store.prepare<{ day: string | null }, [number, string, string]>(
    'SELECT min(day) AS day FROM org_user_usage WHERE organization_id = ? AND day > ? AND day <= ?',
  );
  const rowsOf = store.prepare<{ user: number; calls: number; cost: number }, [number, string]>(
    `SELECT user_id AS user, calls, cost FROM org_user_usage
     WHERE organization_id = ? AND day = ? ORDER BY user_id`,
  );
  const close = store.prepare<never, [number, string, Buffer]>(
    'INSERT OR IGNORE INTO org_user_closings VALUES (?, ?, ?)',
  );
  const nextOrganization = store.prepare<{ id: number | null }, [number]>(
    'SELECT min(organization_id) AS id FROM org_user_usage WHERE organization_id > ?',
  );

  const dayOf = (organization: number, day: string): PersonDay[] =>
    rowsOf.all(organization, day).map(({ user, calls, cost }) => [user, calls, cost]);
  const lastClosed = (organization: number, day: string): { day: string; sums: PeopleSums } => {
    const found = lastUpTo.first(organization, day);
    return found ? { day: found.day, sums: unpack(found.people) } : { day: '', sums: nobody };
  };
  const dayAfter = (organization: number, after: string, upTo: string) =>
    nextDay.first(organization, after, upTo)?.day ?? null;

  return {
    upTo: (organization, to) => {
      let { day, sums } = lastClosed(organization, to);
      for (;;) {
        const next = dayAfter(organization, day, to);
        if (next === null) return sums;
        sums = plusDay(sums, dayOf(organization, next));
        day = next;
      }
    },
    closeOne: (today) => {
      const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
      for (let id = nextOrganization.first(-1)?.id ?? null; id !== null; ) {
        const { day, sums } = lastClosed(id, yesterday);
        const next = dayAfter(id, day, yesterday);
        if (next !== null) {
          const people = pack(plusDay(sums, dayOf(id, next)));
          // What a power cut takes is made again.
          store.relaxed(() => close.run(id ?? 0, next, people));
          return true;
        }
        id = nextOrganization.first(id)?.id ?? null;
      }
      return false;
    },
  };
}

/** Closes what can be, a day of an organisation at a time: others have their turn between. */
export async function closeDays(
  closings: Closings,
  today: () => string,
  pause: () => Promise<void>,
): Promise<void> {
  while (closings.closeOne(today())) await pause();
}
