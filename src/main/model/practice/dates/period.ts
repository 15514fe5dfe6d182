/** Spans of days, half open, as dates are compared: `from <= date < to`. */

export const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'weekday'] as const;
export type Grain = (typeof grains)[number];
/** A grain that is also a length of time. */
export type Length = Exclude<Grain, 'hour' | 'weekday'>;

export interface Period {
  /** `2025-01-01`; null: since ever. */
  from: string | null;
  /** The first day after it; null: without end. */
  to: string | null;
  /** What it is a whole of, when it is one: the key to «the same of the year before». */
  length: Length | null;
  /** Said without a year («March», «Q4»): a year elsewhere in the question decides which. */
  yearless: boolean;
}

const day = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const daysFrom = (date: string, days: number): string => iso(Date.parse(date) + days * day);

const monthsIn: Readonly<Record<'month' | 'quarter' | 'year', number>> = {
  month: 1,
  quarter: 3,
  year: 12,
};

/** The first day of the week (Monday), month, quarter or year that holds the date. */
export function startOf(length: Length, date: string): string {
  const at = new Date(date);
  if (length === 'day') return iso(at.getTime());
  if (length === 'week') return daysFrom(date, -((at.getUTCDay() + 6) % 7));
  const size = monthsIn[length];
  const month = Math.floor(at.getUTCMonth() / size) * size;
  return iso(Date.UTC(at.getUTCFullYear(), month, 1));
}

/** The date moved by whole lengths; the 31st becomes the last day where a month is shorter. */
export function shift(length: Length, date: string, by: number): string {
  if (length === 'day') return daysFrom(date, by);
  if (length === 'week') return daysFrom(date, by * 7);
  const at = new Date(date);
  const months = at.getUTCMonth() + by * monthsIn[length];
  const last = new Date(Date.UTC(at.getUTCFullYear(), months + 1, 0)).getUTCDate();
  return iso(Date.UTC(at.getUTCFullYear(), months, Math.min(at.getUTCDate(), last)));
}

/** The whole week, month … that is `by` away from the one holding `today`. */
export function whole(length: Length, today: string, by: number): Period {
  const from = shift(length, startOf(length, today), by);
  return { from, to: shift(length, from, 1), length, yearless: false };
}

/** The last `count` days, weeks … up to and with today. */
export function trailing(length: Length, today: string, count: number): Period {
  const to = daysFrom(today, 1);
  return { from: shift(length, to, -count), to, length: null, yearless: false };
}

/** Months `first` to `first + count - 1` (January is 0) of a year. */
export function monthsOf(year: number, first: number, count: number): Period {
  const length = count === 1 ? 'month' : count === 3 ? 'quarter' : count === 12 ? 'year' : null;
  return {
    from: iso(Date.UTC(year, first, 1)),
    to: iso(Date.UTC(year, first + count, 1)),
    length,
    yearless: false,
  };
}

/** The same stretch so many years later. */
export const moveYears = (period: Period, by: number): Period => ({
  ...period,
  from: period.from === null ? null : shift('year', period.from, by),
  to: period.to === null ? null : shift('year', period.to, by),
});

/** The stretch of the same length just before it; null where it has no beginning or end. */
export function before(period: Period): Period | null {
  if (period.from === null || period.to === null) return null;
  if (period.length !== null)
    return { ...period, from: shift(period.length, period.from, -1), to: period.from };
  const days = (Date.parse(period.to) - Date.parse(period.from)) / day;
  return { ...period, from: daysFrom(period.from, -days), to: period.from };
}
