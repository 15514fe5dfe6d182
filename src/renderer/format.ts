/** Numbers, money and times as the page's readers write them. */
import { useTranslation } from 'react-i18next';
import type { Language } from '../preload/contract/answer.ts';

const nanos = 1_000_000_000;

export interface Format {
  number(value: number): string;
  /** Nanodollars; small amounts keep two significant digits. */
  money(amount: number): string;
  percent(share: number): string;
  day(iso: string): string;
  /** Without its year, for axes. */
  dayShort(iso: string): string;
  /** A day and its time. */
  moment(iso: string): string;
  /** Of a moment: its day and its time, as the clock on the wall has them. */
  date(iso: string): string;
  time(iso: string): string;
  month(yearAndMonth: string): string;
  /** `5 minutes ago`. */
  ago(iso: string): string;
  duration(milliseconds: number): string;
  /** `1.2 MB`. */
  bytes(count: number): string;
}

/** Enough decimals for two significant digits, two at least. */
const decimalsOf = (dollars: number): number =>
  dollars === 0 || Math.abs(dollars) >= 0.1
    ? 2
    : Math.min(9, 1 - Math.floor(Math.log10(Math.abs(dollars))));

const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function create(language: Language): Format {
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const secondsTo = (maximumFractionDigits: number) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: 'second',
      // Persian's narrow form is a Latin letter.
      unitDisplay: language === 'fa' ? 'short' : 'narrow',
      maximumFractionDigits,
    });
  const seconds = secondsTo(1);
  const fractions = secondsTo(2);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const month = new Intl.DateTimeFormat(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value) => plain.format(value),
    money(amount) {
      const dollars = amount / nanos;
      const digits = decimalsOf(dollars);
      const options = { minimumFractionDigits: 2, maximumFractionDigits: digits };
      return new Intl.NumberFormat(language, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        ...options,
      })
        .formatToParts(dollars)
        .map(({ type, value }) => (type === 'currency' ? '$' : value))
        .join('');
    },
    percent: (share) => percent.format(share),
    day: (iso) => day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    dayShort: (iso) => short.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    moment: (iso) => moment.format(new Date(iso)),
    date: (iso) => date.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    month: (text) => month.format(new Date(`${text}-01T00:00:00Z`)),
    ago(iso) {
      const past = (Date.parse(iso) - Date.now()) / 1_000;
      for (const [unit, size] of steps)
        if (Math.abs(past) >= size) return relative.format(Math.round(past / size), unit);
      return relative.format(0, 'second');
    },
    bytes(count) {
      const at = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: units[at] ?? 'byte',
        // Persian's short form is a Latin word.
        unitDisplay: language === 'fa' ? 'long' : 'short',
        maximumFractionDigits: 1,
      }).format(count / 1_000 ** at);
    },
    duration: (milliseconds) =>
      (milliseconds < 950 ? fractions : seconds).format(milliseconds / 1_000),
  };
}

const made = new Map<string, Format>();

export function formatFor(language: Language): Format {
  const known = made.get(language) ?? create(language);
  made.set(language, known);
  return known;
}

export const toLanguage = (text: string): Language =>
  text === 'ar' || text === 'fa' ? text : 'en';

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatFor(toLanguage(i18n.language));
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return toLanguage(i18n.language);
}
