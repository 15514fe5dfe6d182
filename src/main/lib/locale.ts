import type { Language } from '../../preload/contract/answer.ts';
import type { Cell, ResultColumn } from '../../preload/contract/database.ts';
import { dollars, type Nanodollars } from './money.ts';

/** Numbers, money and times as a language's readers write them: digits, separators, calendar. */

/** Made when first used, and once: a format costs milliseconds. */
function perLanguage<Format>(make: (language: Language) => Format): (language: Language) => Format {
  const made = new Map<Language, Format>();
  return (language) => {
    const format = made.get(language) ?? make(language);
    made.set(language, format);
    return format;
  };
}

const plain = perLanguage(
  (language) => new Intl.NumberFormat(language, { maximumFractionDigits: 20 }),
);

const times = perLanguage((language) => {
  // Arabic's medium style writes «22/11/2026», and Telegram makes commands of «/11» and «/2026».
  const dateStyle = language === 'ar' ? 'long' : 'medium';
  return new Intl.DateTimeFormat(language, { dateStyle, timeStyle: 'short' });
});

const durations = perLanguage((language) => new Intl.DurationFormat(language, { style: 'long' }));

export const isRtl = (language: Language): boolean => language !== 'en';

/** Exact: strings of digits beyond what a double holds keep every digit. */
export function formatNumber(language: Language, value: number | string): string {
  if (typeof value === 'number')
    return Number.isFinite(value) ? plain(language).format(value) : String(value);
  const [, sign = '', whole = '', fraction] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '') return value;
  const grouped = plain(language).format(BigInt(whole));
  const decimals =
    fraction === undefined ? '' : signs(language).separator + digits(language, fraction);
  return `${sign === '-' ? '-' : ''}${grouped}${decimals}`;
}

/** The decimal separator and the ten digits. */
const signs = perLanguage((language) => {
  const format = plain(language);
  const decimal = format.formatToParts(1.5).find(({ type }) => type === 'decimal');
  const digits = Array.from({ length: 10 }, (_, digit) => format.format(digit));
  return { separator: decimal?.value ?? '.', digits };
});

/** Digits in the reader's script, grouped by nothing. */
export const digits = (language: Language, ascii: string): string =>
  ascii.replace(/\d/g, (digit) => signs(language).digits[Number(digit)] ?? digit);

/** Dollars, never rounded to nothing: `0.00002565` keeps its digits, `1.5` becomes `1.50`. */
export const formatMoney = (language: Language, amount: Nanodollars): string =>
  `$${formatNumber(language, dollars(amount))}`;

/** A moment, UTC ISO-8601, by the machine's own time zone. */
export const formatTime = (language: Language, iso: string): string =>
  times(language).format(new Date(iso));

/** A long time in its two largest units, down to a minute: «2 days, 3 hours». */
export function formatDuration(language: Language, seconds: number): string {
  const minutes = Math.max(1, Math.floor(seconds / 60));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const parts = days > 0 ? { days, hours: hours % 24 } : { hours, minutes: minutes % 60 };
  return durations(language).format(parts);
}

const numeric = new Set<ResultColumn['type']>(['integer', 'decimal', 'float']);
const plainNumber = [
  /(^|[_\s-])(year|code|zip|phone|id)$/i,
  /[a-z](Year|Code|Id)$|ID$/,
  /^(رقم|شماره|شمارهٔ)(\s|$)/,
  /(^|\s)(ال)?(سنة|عام|رمز|معرف)$|(^|\s)(سال|کد|شناسه)$/,
];

export const isNumeric = (column: ResultColumn): boolean => numeric.has(column.type);

/**
 * A column's cells for people to read, those with fractions all with as many decimals. Years, ids
 * and codes are not grouped; dates stay ISO-8601.
 */
export function formatColumn(
  language: Language,
  column: ResultColumn,
  cells: readonly Cell[],
): string[] {
  const decimals = isNumeric(column) ? decimalsFor(column, cells) : 0;
  return cells.map((cell) => formatWith(language, column, cell, decimals));
}

const money =
  /price|amount|total|sales|revenue|cost|profit|balance|salary|budget|مبيعات|مبلغ|سعر|إيراد|تكلفة|ربح|رصيد|إجمالي|راتب|فروش|قیمت|هزینه|درآمد|سود|حقوق|جمع/i;
/** Beyond this a lone decimal is a hundredth's whose zero was dropped. */
const large = 1_000;

/** As many as any cell has; amounts of money have two or none. */
function decimalsFor({ name }: ResultColumn, cells: readonly Cell[]): number {
  const most = cells.reduce<number>((so, cell) => Math.max(so, decimalsOf(cell)), 0);
  if (most !== 1) return most;
  return money.test(name) || cells.some((cell) => Math.abs(Number(cell)) >= large) ? 2 : 1;
}

const mostDecimals = 4;

/** Averages have endless digits: four behind the point, or four in all below one. */
function decimalsOf(cell: Cell): number {
  if (typeof cell === 'string') return /\.(\d+)$/.exec(cell)?.[1]?.length ?? 0;
  if (typeof cell !== 'number' || !Number.isFinite(cell)) return 0;
  const [, fraction = ''] = String(rounded(cell)).split('.');
  return /e/.test(fraction) ? 0 : fraction.length;
}

function rounded(value: number): number {
  if (Number.isInteger(value)) return value;
  if (Math.abs(value) < 1) return Number(value.toPrecision(mostDecimals));
  return Math.round(value * 10 ** mostDecimals) / 10 ** mostDecimals;
}

function formatWith(
  language: Language,
  column: ResultColumn,
  cell: Cell,
  decimals: number,
): string {
  if (cell === null) return '—';
  if (typeof cell === 'boolean') return cell ? '✓' : '✗';
  if (!isNumeric(column)) return String(cell);
  if (plainNumber.some((pattern) => pattern.test(column.name)))
    return digits(language, String(cell));
  const text = String(typeof cell === 'number' ? rounded(cell) : cell);
  if (decimals === 0 || !/^[+-]?\d+(\.\d+)?$/.test(text)) return formatNumber(language, text);
  const [whole = '', fraction = ''] = text.split('.');
  return formatNumber(language, `${whole}.${fraction.padEnd(decimals, '0')}`);
}
