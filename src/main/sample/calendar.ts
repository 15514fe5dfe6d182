export const dayMs = 86_400_000;

/** `2025-03-09`, UTC. */
export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The two full calendar years before `now`, and this year up to and with today; days as UTC ms. */
export interface Period {
  from: number;
  to: number;
}

export function periodOf(now: Date): Period {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return { from: Date.UTC(now.getUTCFullYear() - 2, 0, 1), to: today };
}

export const seasons = ['even', 'winter', 'sale', 'festive', 'summer', 'school', 'spring'] as const;
export type Season = (typeof seasons)[number];

/** How well a kind of product sells from January to December, 1 being its average month. */
const monthly: Readonly<Record<Season, readonly number[]>> = {
  even: [0.95, 0.95, 1.1, 1.05, 1, 0.95, 0.9, 0.95, 1, 1, 1.05, 1.15],
  winter: [1.3, 1.25, 1.1, 0.95, 0.8, 0.7, 0.65, 0.7, 0.9, 1.1, 1.3, 1.4],
  sale: [0.85, 0.8, 0.9, 0.85, 0.85, 0.9, 0.9, 0.95, 1, 1.05, 1.7, 1.35],
  festive: [0.75, 0.8, 1.2, 1.25, 0.9, 0.9, 0.85, 0.85, 0.95, 1, 1.2, 1.6],
  summer: [0.6, 0.65, 0.9, 1.1, 1.35, 1.6, 1.6, 1.35, 0.95, 0.75, 0.6, 0.6],
  school: [0.9, 0.8, 0.8, 0.8, 0.75, 0.7, 0.85, 1.7, 1.9, 1.1, 0.85, 0.9],
  spring: [0.6, 0.9, 1.7, 1.8, 1.5, 1.1, 0.8, 0.7, 0.8, 0.9, 0.7, 0.5],
};

/** Sunday to Saturday: the weekend is Friday and Saturday. */
const weekly = [0.9, 0.85, 0.85, 0.95, 1.15, 1.25, 1.1];

const month = (day: number): number => new Date(day).getUTCMonth();

export const seasonOf = (season: Season, day: number): number => monthly[season][month(day)] ?? 1;

/** The shop's orders on a day against an average day of its first year; grows by 15 % a year. */
export function busyness(day: number, first: number): number {
  const growth = 1.15 ** ((day - first) / (365 * dayMs));
  return growth * seasonOf('even', day) * (weekly[new Date(day).getUTCDay()] ?? 1);
}
