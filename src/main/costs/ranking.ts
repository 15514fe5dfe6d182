import type { Period, Sums } from '../../preload/contract/costs.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { Analytics } from './analytics.ts';
import { createClosings } from './closings.ts';
import { type Ranked, rank } from './people-sums.ts';

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

const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** People's sums by differences: of closed days for the order, of each one's own for the rest. */
export function createRanking(
  store: CostsStore,
): Pick<Analytics, 'byUser' | 'allUsers' | 'ofUser'> {
  const closings = createClosings(store);
  const upTo = store.prepare<Sums, [number, number, string]>(runningUpTo);
  const ofUser: Analytics['ofUser'] = (organization, person, { from, to }) => {
    const end = upTo.first(organization, person, to);
    const start = upTo.first(organization, person, dayBefore(from)) ?? noSums;
    return end ? difference(end, start) : noSums;
  };
  const ranked = (organization: number, { from, to }: Period, limit: number) =>
    rank(closings.upTo(organization, to), closings.upTo(organization, dayBefore(from)), limit);
  const withSums = (organization: number, period: Period, some: readonly Ranked[]) =>
    some.map(({ userId }) => ({ userId, ...ofUser(organization, userId, period) }));
  return {
    byUser: (organization, period, limit) => {
      const { total, top } = ranked(organization, period, limit);
      return { total, people: withSums(organization, period, top) };
    },
    *allUsers(organization, period) {
      const { top } = ranked(organization, period, Number.POSITIVE_INFINITY);
      for (let at = 0; at < top.length; at += atOnce)
        yield withSums(organization, period, top.slice(at, at + atOnce));
    },
    ofUser,
  };
}
