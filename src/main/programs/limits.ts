import type { Settings } from '../../preload/contract/settings.ts';
import type { Clock } from '../lib/clock.ts';
import type { KnownChannel } from './channel.ts';
import { createQuotas, type Place, type QuotaFull } from './quotas.ts';
import { MinuteBuckets, type Pace } from './rate.ts';
import type { Usage } from './usage.ts';
import type { UseReport } from './use-report.ts';

/** What a channel may ask, and how often. */
export interface Limits {
  /** One request knocks; it is let in where `waitMs` is 0. */
  knock(channel: KnownChannel, userId: string): Pace;
  /** A place in the quotas, for what will cost a model call. */
  place(channel: KnownChannel): Place | QuotaFull;
  used(channelId: number): { day: number; month: number };
}

const minute = 60_000;

export interface LimitsDeps {
  clock: Clock;
  usage: Usage;
  report: UseReport;
  settings: () => Settings['channels'];
}

export function createLimits({ clock, usage, report, settings }: LimitsDeps): Limits {
  const quotas = createQuotas(report, clock);
  const users = new MinuteBuckets(clock);
  const channels = new MinuteBuckets(clock);
  const began = clock.monotonic();
  const seen = new Set<number>();

  /** What was asked shortly before this process began counts: a restart refills no bucket. */
  const recall = ({ row, limits }: KnownChannel, whole: number): void => {
    if (clock.monotonic() - began > minute || seen.has(row.id)) return;
    seen.add(row.id);
    const past = usage.lastMinute(row.id, clock.now(), whole);
    if (past.length === 0) return;
    const ages = (of: typeof past) => of.map((one) => one.ageMs);
    channels.replay(`${row.id}`, whole, ages(past));
    for (const [user, mine] of Map.groupBy(past, (one) => one.userId))
      users.replay(`${row.id}:${user}`, limits.perMinute, ages(mine));
  };

  return {
    knock(channel, userId) {
      const { row, limits } = channel;
      const whole = limits.perMinute * settings().usersAtOnce;
      recall(channel, whole);
      const found = channels.peek(`${row.id}`, whole);
      if (found.waitMs > 0) return found;
      const pace = users.take(`${row.id}:${userId}`, limits.perMinute);
      if (pace.waitMs === 0) channels.take(`${row.id}`, whole);
      return pace;
    },
    place: ({ row }) => quotas.take(row.id, { daily: row.daily_quota, monthly: row.monthly_quota }),
    used: quotas.used,
  };
}
