import type { Language } from '../preload/contract/answer.ts';
import type { Cell, ResultColumn } from '../preload/contract/database.ts';

const numeric = new Set<ResultColumn['type']>(['integer', 'decimal', 'float']);
const ungrouped = [/year|code|zip|phone|سنة|عام|سال/i, /(^|[_\s-])id$/i, /[a-z]Id$|ID$/];

export const isNumeric = (column: ResultColumn): boolean => numeric.has(column.type);

const grouped = new Map<Language, Intl.NumberFormat>();

function plain(language: Language): Intl.NumberFormat {
  const known =
    grouped.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
  grouped.set(language, known);
  return known;
}

/** A cell for people to read: years, ids and codes are not grouped; dates stay ISO-8601. */
export function formatCell(language: Language, column: ResultColumn, cell: Cell): string {
  if (cell === null) return '—';
  if (typeof cell === 'boolean') return cell ? '✓' : '✗';
  if (!isNumeric(column)) return String(cell);
  if (ungrouped.some((pattern) => pattern.test(column.name)))
    return new Intl.NumberFormat(language, { useGrouping: false }).format(Number(cell));
  // Intl takes digits in a string whole, beyond what a number holds.
  return plain(language).format(typeof cell === 'string' ? (cell as `${number}`) : cell);
}
