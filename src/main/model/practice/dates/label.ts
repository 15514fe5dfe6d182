import { persianMonth, persianYear, persianYearOf } from './jalali.ts';
import { daysFrom, type Period } from './period.ts';

const quarterOf = (date: string): number => Math.floor(new Date(date).getUTCMonth() / 3) + 1;

/** `1404`, `1404-07`: a whole year or month of the Persian calendar. */
function persianLabel({ from, to }: Period): string | null {
  if (from === null || to === null) return null;
  const year = persianYearOf(from);
  const spans = (other: Period): boolean => other.from === from && other.to === to;
  if (spans(persianYear(year))) return String(year);
  for (let month = 0; month < 12; month += 1)
    if (spans(persianMonth(year, month))) return `${year}-${String(month + 1).padStart(2, '0')}`;
  return null;
}

/** A short name without words of any language where it can have one: `2025`, `2025-03`, `Q4 2025`. */
export function periodLabel(period: Period): string {
  const { from, to, length } = period;
  if (from !== null && length === 'year' && from.endsWith('-01-01')) return from.slice(0, 4);
  if (from !== null && length === 'quarter') return `Q${quarterOf(from)} ${from.slice(0, 4)}`;
  if (from !== null && length === 'month') return from.slice(0, 7);
  if (from !== null && length === 'day') return from;
  const persian = persianLabel(period);
  if (persian !== null) return persian;
  const last = to === null ? '' : daysFrom(to, -1);
  return `${from ?? ''} … ${last}`.trim();
}
