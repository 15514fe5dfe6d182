import { numberWord } from '../words/lexicon.ts';
import { numberOf, type Token } from '../words/tokens.ts';
import { isPersianYear, persianMonth, persianYear, persianYearOf } from './jalali.ts';
import { daysFrom, monthsOf, moveYears, type Period, shift, trailing, whole } from './period.ts';
import {
  calendar,
  doubtfulMonths,
  dualOf,
  lengthOf,
  monthOf,
  ordinalOf,
  persianMonthOf,
} from './words.ts';

/** The question's words, and what day it is. */
export interface Text {
  tokens: readonly Token[];
  today: string;
  /** Whether the number at this place may be a year: not after «top» or «more than». */
  mayBeYear(at: number): boolean;
}

export type Read = (text: Text, at: number) => { period: Period; to: number } | null;

export const word = ({ tokens }: Text, at: number): string => tokens[at]?.text ?? '';

function count({ tokens }: Text, at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind === 'number') return numberOf(token.raw);
  return token === undefined ? undefined : numberWord(token.text);
}

function yearAt(text: Text, at: number): number | undefined {
  const token = text.tokens[at];
  const is = token?.kind === 'number' && /^(?:19|20)\d\d$/.test(token.raw);
  return is && text.mayBeYear(at) ? Number(token.raw) : undefined;
}

/** Skips «of», «in», «year» before what may follow. */
export const skipIn = (text: Text, at: number): number =>
  calendar.in.has(word(text, at)) ? skipIn(text, at + 1) : at;

/** A year after a month or quarter: `2025` or «of last year»; else the place stays as it was. */
function yearAfter(text: Text, at: number): { year: number; to: number } | null {
  const start = skipIn(text, at);
  const year = yearAt(text, start);
  if (year !== undefined) return { year, to: start + 1 };
  const relative = readRelative(text, start);
  if (relative?.period.length !== 'year' || relative.period.from === null) return null;
  return { year: Number(relative.period.from.slice(0, 4)), to: relative.to };
}

/** «سه ماهه اول ۱۴۰۴»: the quarter of that Persian year. */
function persianYearAfter(text: Text, at: number): { year: number; to: number } | null {
  const start = skipIn(text, at);
  const token = text.tokens[start];
  const year = token?.kind === 'number' && text.mayBeYear(start) ? Number(token.raw) : 0;
  return isPersianYear(year) ? { year, to: start + 1 } : null;
}

/** A stretch of months in the year that follows, or in the latest year in which it has begun. */
function inYear(
  text: Text,
  first: number,
  size: number,
  at: number,
): { period: Period; to: number } {
  const persian = persianYearAfter(text, at);
  if (persian !== null) {
    const { from } = persianMonth(persian.year, first);
    const { to } = persianMonth(persian.year, first + size - 1);
    return { period: { from, to, length: null, yearless: false }, to: persian.to };
  }
  const given = yearAfter(text, at);
  if (given !== null) return { period: monthsOf(given.year, first, size), to: given.to };
  const thisYear = monthsOf(Number(text.today.slice(0, 4)), first, size);
  const begun = thisYear.from !== null && thisYear.from <= text.today;
  return { period: { ...(begun ? thisYear : moveYears(thisYear, -1)), yearless: true }, to: at };
}

const phrases: Readonly<Record<keyof typeof calendar.phrases, (today: string) => Period>> = {
  today: (today) => whole('day', today, 0),
  yesterday: (today) => whole('day', today, -1),
  'this year': (today) => whole('year', today, 0),
  'last year': (today) => whole('year', today, -1),
  'this month': (today) => whole('month', today, 0),
  'year before last': (today) => whole('year', today, -2),
};

const readPhrase: Read = (text, at) => {
  for (let size = 5; size >= 1; size -= 1) {
    const words = text.tokens.slice(at, at + size).map((token) => token.text);
    if (words.length < size) continue;
    for (const [name, forms] of Object.entries(calendar.phrases)) {
      const make = Object.entries(phrases).find(([key]) => key === name)?.[1];
      if (make !== undefined && forms.has(words.join(' ')))
        return { period: make(text.today), to: at + size };
    }
  }
  return null;
};

const readDate: Read = (text, at) => {
  const token = text.tokens[at];
  if (token?.kind !== 'date') return null;
  const [year = '', month = '', date] = token.raw.split(/[-/]/);
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (date === undefined)
    return { period: monthsOf(Number(year), Number(month) - 1, 1), to: at + 1 };
  const from = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (Number.isNaN(Date.parse(from))) return null;
  return { period: whole('day', from, 0), to: at + 1 };
};

/** «last year», «هذا الشهر», «سال گذشته»: the word for which may stand before or after. */
const readRelative: Read = (text, at) => {
  const by = (place: number): number | undefined => {
    if (calendar.this.has(word(text, place))) return 0;
    if (calendar.last.has(word(text, place))) return -1;
    return calendar.next.has(word(text, place)) ? 1 : undefined;
  };
  const start = word(text, at) === 'the' ? at + 1 : at;
  // Only Arabic and Persian put it after: in «by month this year» it belongs to the year.
  const latin = /^[a-z]/.test(word(text, start));
  const [before, after] = [by(start), latin ? undefined : by(start + 1)];
  const length = lengthOf(word(text, before === undefined ? start : start + 1));
  const move = before ?? after;
  if (length === undefined || move === undefined) return null;
  return { period: whole(length, text.today, move), to: start + 2 };
};

/** «last 30 days», «آخر 3 أشهر», «۳۰ روز گذشته», «2 weeks ago». */
const readTrailing: Read = (text, at) => {
  const led = calendar.last.has(word(text, at));
  const start = led ? at + 1 : at;
  const dual = dualOf(word(text, start));
  const size = dual?.[1] ?? count(text, start);
  const length = dual?.[0] ?? lengthOf(word(text, start + 1));
  if (size === undefined || length === undefined || size > 10_000) return null;
  const end = start + (dual === undefined ? 2 : 1);
  if (word(text, end) === 'ago')
    return { period: whole(length, shift(length, text.today, -size), 0), to: end + 1 };
  const closed = calendar.last.has(word(text, end));
  if (!led && !closed) return null;
  return { period: trailing(length, text.today, size), to: closed ? end + 1 : end };
};

const readQuarter: Read = (text, at) => {
  const short = /^q([1-4])$/.exec(word(text, at))?.[1];
  if (short !== undefined) return inYear(text, (Number(short) - 1) * 3, 3, at + 1);
  const split = word(text, at) === 'q' ? count(text, at + 1) : undefined;
  if (split !== undefined && split >= 1 && split <= 4)
    return inYear(text, (split - 1) * 3, 3, at + 2);
  const wide = word(text, at) === 'سه' && word(text, at + 1).startsWith('ماه') ? 2 : 1;
  const named = wide === 2 || lengthOf(word(text, at)) === 'quarter';
  const after = named ? ordinalOf(word(text, at + wide)) : undefined;
  if (after !== undefined) return inYear(text, (after - 1) * 3, 3, at + wide + 1);
  const before = ordinalOf(word(text, at));
  if (before === undefined || lengthOf(word(text, at + 1)) !== 'quarter') return null;
  return inYear(text, (before - 1) * 3, 3, at + 2);
};

const readHalf: Read = (text, at) => {
  const short = /^h([12])$/.exec(word(text, at))?.[1];
  if (short !== undefined) return inYear(text, (Number(short) - 1) * 6, 6, at + 1);
  const [one, two] = [word(text, at), word(text, at + 1)];
  const nth = calendar.half.has(two)
    ? ordinalOf(one)
    : calendar.half.has(one)
      ? ordinalOf(two)
      : undefined;
  return nth === undefined || nth > 2 ? null : inYear(text, (nth - 1) * 6, 6, at + 2);
};

/** ۱۴۰۴, مهر ۱۴۰۴, فروردین: years and months of the Persian calendar. */
const readPersian: Read = (text, at) => {
  const yearAt = (place: number): number | undefined => {
    const token = text.tokens[place];
    const year = token?.kind === 'number' && text.mayBeYear(place) ? Number(token.raw) : 0;
    return isPersianYear(year) ? year : undefined;
  };
  const year = yearAt(at);
  if (year !== undefined) return { period: persianYear(year), to: at + 1 };
  const month = persianMonthOf(word(text, at));
  if (month === undefined) return null;
  const place = skipIn(text, at + 1);
  const given = yearAt(place);
  if (given !== undefined) return { period: persianMonth(given, month), to: place + 1 };
  const now = persianYearOf(text.today);
  const latest = persianMonth(now, month);
  const begun = latest.from !== null && latest.from <= text.today;
  return { period: begun ? latest : persianMonth(now - 1, month), to: at + 1 };
};

const readYear: Read = (text, at) => {
  const year = yearAt(text, at);
  return year === undefined ? null : { period: monthsOf(year, 0, 12), to: at + 1 };
};

function dayIn(
  text: Text,
  month: number,
  at: number,
  to: number,
): { period: Period; to: number } | null {
  const date = count(text, at);
  if (date === undefined || date < 1 || date > 31 || !Number.isInteger(date)) return null;
  const { period, to: end } = inYear(text, month, 1, to);
  if (period.from === null) return null;
  return {
    period: { ...whole('day', daysFrom(period.from, date - 1), 0), yearless: period.yearless },
    to: end,
  };
}

const isMonthHere = (text: Text, at: number): boolean => {
  if (!doubtfulMonths.has(word(text, at))) return true;
  const next = yearAt(text, skipIn(text, at + 1)) ?? monthOf(word(text, at + 2));
  const led = calendar.in.has(word(text, at - 1)) || calendar.between.has(word(text, at - 1));
  return next !== undefined || led || calendar.and.has(word(text, at - 1));
};

const readMonth: Read = (text, at) => {
  const start = lengthOf(word(text, at)) === 'month' ? at + 1 : at;
  const two = monthOf(`${word(text, start)} ${word(text, start + 1)}`);
  const month = two ?? monthOf(word(text, start));
  if (month === undefined || !isMonthHere(text, start)) return null;
  const end = start + (two === undefined ? 1 : 2);
  const isDay = text.tokens[end]?.kind === 'number' && yearAt(text, end) === undefined;
  return (isDay ? dayIn(text, month, end, end + 1) : null) ?? inYear(text, month, 1, end);
};

/** «9 March 2025», «٩ مارس». */
const readDayMonth: Read = (text, at) => {
  const token = text.tokens[at];
  if (token?.kind !== 'number' || token.raw.length > 4) return null;
  const start = skipIn(text, at + 1);
  const month = monthOf(word(text, start));
  return month === undefined ? null : dayIn(text, month, at, start + 1);
};

const simple: readonly Read[] = [
  readDate,
  readPhrase,
  readTrailing,
  readQuarter,
  readHalf,
  readRelative,
  readDayMonth,
  readMonth,
  readPersian,
  readYear,
];

/** Every way to say one period, the longest first. */
export const readSimple: Read = (text, at) => {
  for (const read of simple) {
    const found = read(text, at);
    if (found !== null) return found;
  }
  return null;
};
