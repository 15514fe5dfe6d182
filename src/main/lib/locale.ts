import type { Language } from '../../preload/contract/answer.ts';
import type { Cell, ResultColumn } from '../../preload/contract/database.ts';
import { dollars, type Nanodollars } from './money.ts';

/** Numbers, money and times as a language's readers write them: digits, separators, calendar. */

const plain: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 20 }),
  ar: new Intl.NumberFormat('ar', { maximumFractionDigits: 20 }),
  fa: new Intl.NumberFormat('fa', { maximumFractionDigits: 20 }),
};

const times: Record<Language, Intl.DateTimeFormat> = {
  en: timeFormat('en'),
  ar: timeFormat('ar'),
  fa: timeFormat('fa'),
};

function timeFormat(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
}

export const isRtl = (language: Language): boolean => language !== 'en';

/** Exact: strings of digits beyond what a double holds keep every digit. */
export function formatNumber(language: Language, value: number | string): string {
  if (typeof value === 'number')
    return Number.isFinite(value) ? plain[language].format(value) : String(value);
  const [, sign = '', whole = '', fraction] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '') return value;
  const grouped = plain[language].format(BigInt(whole));
  const decimals = fraction === undefined ? '' : separator(language) + digits(language, fraction);
  return `${sign === '-' ? '-' : ''}${grouped}${decimals}`;
}

const separator = (language: Language): string =>
  plain[language].formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';

const digits = (language: Language, ascii: string): string =>
  ascii.replace(/\d/g, (digit) => plain[language].format(Number(digit)));

/** Dollars, never rounded to nothing: `0.00002565` keeps its digits, `1.5` becomes `1.50`. */
export const formatMoney = (language: Language, amount: Nanodollars): string =>
  `$${formatNumber(language, dollars(amount))}`;

/** A moment, UTC ISO-8601, by the machine's own time zone. */
export const formatTime = (language: Language, iso: string): string =>
  times[language].format(new Date(iso));

const numeric = new Set<ResultColumn['type']>(['integer', 'decimal', 'float']);
const plainNumber = [/year|code|zip|phone|سنة|عام|سال/i, /(^|[_\s-])id$/i, /[a-z]Id$|ID$/];

export const isNumeric = (column: ResultColumn): boolean => numeric.has(column.type);

/** A cell for people to read. Years, ids and codes are not grouped; dates stay ISO-8601. */
export function formatCell(language: Language, column: ResultColumn, cell: Cell): string {
  if (cell === null) return '—';
  if (typeof cell === 'boolean') return cell ? '✓' : '✗';
  if (!isNumeric(column)) return String(cell);
  if (plainNumber.some((pattern) => pattern.test(column.name)))
    return digits(language, String(cell));
  return formatNumber(language, typeof cell === 'number' ? rounded(cell) : cell);
}

/** Averages have endless digits: four behind the point, or four in all below one. */
function rounded(value: number): number {
  if (Number.isInteger(value)) return value;
  return Math.abs(value) >= 1 ? Math.round(value * 1e4) / 1e4 : Number(value.toPrecision(4));
}
