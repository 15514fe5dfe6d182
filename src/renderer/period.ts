import type { Period } from '../preload/contract/costs.ts';

export const periodNames = ['week', 'month', 'lastMonth', 'quarter', 'year'] as const;
export type PeriodName = (typeof periodNames)[number];

/** One of the usual periods, or any days: `free`. */
export interface PeriodChoice {
  name: PeriodName | 'free';
  period: Period;
}

const dayMs = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** In UTC. */
export const today = (): string => iso(Date.now());

/** UTC days, both included, as the ledger counts them. */
export function periodOf(name: PeriodName, now = Date.now()): Period {
  const last = iso(now);
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (name === 'week') return { from: iso(now - 6 * dayMs), to: last };
  if (name === 'month') return { from: iso(Date.UTC(year, month, 1)), to: last };
  if (name === 'lastMonth')
    return { from: iso(Date.UTC(year, month - 1, 1)), to: iso(Date.UTC(year, month, 0)) };
  if (name === 'quarter') return { from: iso(now - 89 * dayMs), to: last };
  return { from: iso(now - 364 * dayMs), to: last };
}

export const choose = (name: PeriodName): PeriodChoice => ({ name, period: periodOf(name) });

/** Every day of a period, oldest first. */
export function daysOf({ from, to }: Period): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => iso(Date.parse(from) + at * dayMs));
}
