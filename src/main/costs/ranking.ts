import type { Period, Sums } from '../../preload/contract/costs.ts';
import { codeOfDisk } from '../lib/errors.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { Analytics } from './analytics.ts';
import { createClosings, dayBefore } from './closings.ts';
import { type Ranked, type RankedPart, rank } from './people-sums.ts';

/** A person's last row of running sums up to a day. */
const runningUpTo = `
  SELECT calls, input, cached, output, thinking, cost FROM org_user_running
  WHERE organization_id = ? AND user_id = ? AND day <= ? ORDER BY day DESC LIMIT 1`;

/** People whose sums are read in one go. */
const atOnce = 200;

const noSums: Sums = { calls: 0, input: 0, cached: 0, output: 0, thinking: 0, cost: 0 };

const difference = (end: Sums, start: Sums): Sums => ({
  calls: end.calls - start.calls,
  input: end.input - start.input,
  cached: end.cached - start.cached,
  output: end.output - start.output,
  thinking: end.thinking - start.thinking,
  cost: end.cost - start.cost,
});

/**
 * People's sums by differences: of closed days for the order, of each one's own for the rest.
 * @param today A UTC day.
 */
export function createRanking(
  store: CostsStore,
  today: () => string,
): Pick<Analytics, 'byUser' | 'allUsers' | 'ofUser'> {
  const closings = createClosings(store);
  const upTo = store.prepare<Sums, [number, number, string]>(runningUpTo);
  const ofUser: Analytics['ofUser'] = (organization, person, { from, to }) => {
    const end = upTo.first(organization, person, to);
    const start = upTo.first(organization, person, dayBefore(from)) ?? noSums;
    return end ? difference(end, start) : noSums;
  };
  const ranked = async (organization: number, { from, to }: Period, part: RankedPart) => {
    const yesterday = dayBefore(today());
    const day = to < yesterday ? to : yesterday;
    await finish(() => closings.closeNext(organization, day), store);
    const before = closings.upTo(organization, dayBefore(from));
    return rank(closings.upTo(organization, to), before, part);
  };
  const withSums = (organization: number, period: Period, some: readonly Ranked[]) =>
    some.map(({ userId }) => ({ userId, ...ofUser(organization, userId, period) }));
  return {
    byUser: async (organization, period, part) => {
      const found = await ranked(organization, period, part);
      return { total: found.total, people: withSums(organization, period, found.ranked) };
    },
    async *allUsers(organization, period) {
      const all = { offset: 0, limit: Number.POSITIVE_INFINITY };
      const { ranked: found } = await ranked(organization, period, all);
      for (let at = 0; at < found.length; at += atOnce)
        yield withSums(organization, period, found.slice(at, at + atOnce));
    },
    ofUser,
  };
}

/**
 * A store from before days were closed may have years of them: others have their turn between, and
 * the log is synced in its thread before SQLite finds much of it to sync within a commit.
 */
async function finish(closeNext: () => boolean, store: CostsStore): Promise<void> {
  try {
    while (closeNext()) await store.flush();
  } catch (error) {
    // A disk that takes no more: what stays open is summed when read.
    if (codeOfDisk(error) === 'internal') throw error;
  }
}
