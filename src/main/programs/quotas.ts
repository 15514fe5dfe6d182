import type { Clock } from '../lib/clock.ts';
import { isoTime } from '../lib/clock.ts';
import type { UseReport } from './use-report.ts';

export interface QuotaLimits {
  daily: number | null;
  monthly: number | null;
}

/** A place in a channel's quotas, taken before the model is called. */
export interface Place {
  /** The request was answered: it counts. */
  keep(): void;
  /** It failed: the place is free again. After `keep` this does nothing. */
  giveBack(): void;
}

export interface QuotaFull {
  period: 'day' | 'month';
  limit: number;
  /** Milliseconds until the next UTC day or month. */
  waitMs: number;
}

/**
 * Daily and monthly quotas, in UTC. Answered requests stand in the daily sums; only those under way
 * are counted here, so that a restart forgets none that was answered.
 */
export interface Quotas {
  take(channelId: number, limits: QuotaLimits): Place | QuotaFull;
  /** Answered requests of today and of this month. */
  used(channelId: number): { day: number; month: number };
}

interface Count {
  period: string;
  used: number;
  held: number;
}

export function createQuotas(report: Pick<UseReport, 'byDay'>, clock: Clock): Quotas {
  const days = new Map<number, Count>();
  const months = new Map<number, Count>();

  const count = (kept: Map<number, Count>, id: number, period: string): Count => {
    const known = kept.get(id);
    if (known?.period === period) return known;
    // As text, every day of a month lies between the month itself and the month with a tilde.
    const days = { from: period, to: period.length === 7 ? `${period}~` : period };
    const used = report
      .byDay({ channelId: id }, days)
      .reduce((sum, day) => sum + day.requests - day.failed, 0);
    const fresh = { period, used, held: 0 };
    kept.set(id, fresh);
    return fresh;
  };
  const both = (id: number) => {
    const today = isoTime(clock).slice(0, 10);
    return { day: count(days, id, today), month: count(months, id, today.slice(0, 7)) };
  };

  return {
    take(id, { daily, monthly }) {
      const { day, month } = both(id);
      if (isFull(month, monthly)) return full('month', monthly ?? 0, clock);
      if (isFull(day, daily)) return full('day', daily ?? 0, clock);
      return place([day, month]);
    },
    used(id) {
      const { day, month } = both(id);
      return { day: day.used, month: month.used };
    },
  };
}

const isFull = ({ used, held }: Count, limit: number | null): boolean =>
  limit !== null && used + held >= limit;

function place(counts: readonly Count[]): Place {
  for (const one of counts) one.held += 1;
  let open = true;
  const close = (answered: number) => {
    if (!open) return;
    open = false;
    for (const one of counts) {
      one.held -= 1;
      one.used += answered;
    }
  };
  return { keep: () => close(1), giveBack: () => close(0) };
}

const full = (period: 'day' | 'month', limit: number, clock: Clock): QuotaFull => ({
  period,
  limit,
  waitMs: untilNext(period, clock),
});

/** Milliseconds until the next UTC day or month begins. */
export function untilNext(period: 'day' | 'month', clock: Clock): number {
  const now = new Date(clock.now());
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const next = period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
  return next - clock.now();
}
