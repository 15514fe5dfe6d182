import type { CostsStore } from '../store/costs/costs.ts';
import { nobody, type PeopleSums, type PersonDay, pack, plusDay, unpack } from './people-sums.ts';

/** Everybody's sums from an organisation's first day on. */
export interface Closings {
  /** Up to and with a UTC day. What is not closed is counted from its rows: that takes its time. */
  upTo(organizationId: number, day: string): PeopleSums;
  /** Closes an organisation's first open day up to and with this one; false when there is none. */
  closeNext(organizationId: number, day: string): boolean;
  /** The same for any organisation, of the days before `today`. */
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
  const lastDay = store.prepare<{ day: string | null }, [number, string]>(
    'SELECT max(day) AS day FROM org_user_closings WHERE organization_id = ? AND day <= ?',
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
  const closeNext = (organization: number, upTo: string): boolean => {
    const last = lastDay.first(organization, upTo)?.day ?? '';
    const next = dayAfter(organization, last, upTo);
    if (next === null) return false;
    const people = pack(plusDay(lastClosed(organization, last).sums, dayOf(organization, next)));
    // What a power cut takes is made again.
    store.relaxed(() => close.run(organization, next, people));
    return true;
  };

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
    closeNext,
    closeOne: (today) => {
      const yesterday = dayBefore(today);
      for (let id = nextOrganization.first(-1)?.id ?? null; id !== null; ) {
        if (closeNext(id, yesterday)) return true;
        id = nextOrganization.first(id)?.id ?? null;
      }
      return false;
    },
  };
}

export const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Closes what can be, a day of an organisation at a time: others have their turn between. */
export async function closeDays(
  closings: Closings,
  today: () => string,
  pause: () => Promise<void>,
): Promise<void> {
  while (closings.closeOne(today())) await pause();
}
