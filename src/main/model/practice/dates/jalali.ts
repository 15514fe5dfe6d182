/** The Persian calendar, as far as periods need it: years and months by their Gregorian days. */
import { daysFrom, type Period } from './period.ts';

let persian: Intl.DateTimeFormat | null = null;

/** Nowruz of a Persian year, found where Intl's calendar has the first day of the first month. */
function nowruz(year: number): string {
  persian ??= new Intl.DateTimeFormat('en-u-ca-persian', {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
  });
  const first = `${year + 621}-03-18`;
  for (let day = 0; day < 6; day += 1) {
    const date = daysFrom(first, day);
    const parts = persian.formatToParts(Date.parse(date));
    const number = (type: string) => parts.find((part) => part.type === type)?.value;
    if (number('month') === '1' && number('day') === '1') return date;
  }
  return `${year + 621}-03-21`;
}

/** Years that can only be Persian ones: 1300 is 1921, 1499 is 2120. */
export const isPersianYear = (year: number): boolean => year >= 1300 && year < 1500;

export const persianYear = (year: number): Period => ({
  from: nowruz(year),
  to: nowruz(year + 1),
  length: null,
  yearless: false,
});

/** Six months of 31 days, then of 30; the last ends where the next year begins. Month 0 is first. */
export function persianMonth(year: number, month: number): Period {
  const start = nowruz(year);
  const days = (count: number): number => Math.min(count, 6) * 31 + Math.max(0, count - 6) * 30;
  const to = month === 11 ? nowruz(year + 1) : daysFrom(start, days(month + 1));
  return { from: daysFrom(start, days(month)), to, length: null, yearless: false };
}

/** The Persian year that holds a Gregorian date. */
export function persianYearOf(date: string): number {
  const year = Number(date.slice(0, 4)) - 621;
  return date < nowruz(year) ? year - 1 : year;
}
