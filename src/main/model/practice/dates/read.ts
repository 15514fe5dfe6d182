import type { Token } from '../words/tokens.ts';
import { moveYears, type Period } from './period.ts';
import { readSame } from './same.ts';
import { type Read, readSimple, skipIn, type Text, word } from './simple.ts';
import { calendar } from './words.ts';

/** A period and the tokens it was said with: `from` to `to - 1`. */
export interface Found {
  period: Period;
  from: number;
  to: number;
}

const open = { length: null, yearless: false } as const;

const readRange: Read = (text, at) => {
  if (!calendar.between.has(word(text, at))) return null;
  const first = readSimple(text, skipIn(text, at + 1));
  if (first === null || !calendar.and.has(word(text, first.to))) return null;
  const second = readSimple(text, skipIn(text, first.to + 1));
  if (second === null) return null;
  const moved = alignYears(first.period, second.period);
  return { period: { from: moved.from, to: second.period.to, ...open }, to: second.to };
};

/** «from March to June 2025»: the year that was said counts for both ends. */
function alignYears(first: Period, second: Period): Period {
  if (!first.yearless || first.from === null || second.from === null) return first;
  const moved = moveYears(first, Number(second.from.slice(0, 4)) - Number(first.from.slice(0, 4)));
  return moved.from !== null && moved.from > second.from ? moveYears(moved, -1) : moved;
}

const readBound: Read = (text, at) => {
  const bounds: readonly [ReadonlySet<string>, (period: Period) => Period][] = [
    [calendar.since, ({ from }) => ({ from, to: null, ...open })],
    [calendar.after, ({ to }) => ({ from: to, to: null, ...open })],
    [calendar.before, ({ from }) => ({ from: null, to: from, ...open })],
  ];
  for (const [words, make] of bounds) {
    if (!words.has(word(text, at))) continue;
    const found = readSimple(text, skipIn(text, at + 1));
    if (found !== null) return { period: make(found.period), to: found.to };
  }
  return null;
};

/** A year said once counts for every month and quarter said without one. */
function shareYear(found: readonly Found[]): Found[] {
  const years = found.filter(({ period }) => period.length === 'year');
  const bare = found.filter(({ period }) => period.yearless);
  const dated = found.find(
    ({ period }) => !period.yearless && period.length !== null && period.length !== 'year',
  );
  const source = years.length === 1 ? years[0] : years.length === 0 ? dated : undefined;
  if (bare.length === 0 || source?.period.from == null) return [...found];
  const year = Number(source.period.from.slice(0, 4));
  return found
    .filter((one) => one !== source || one.period.length !== 'year')
    .map((one) => {
      if (!one.period.yearless || one.period.from === null) return one;
      const moved = moveYears(one.period, year - Number(one.period.from.slice(0, 4)));
      return { ...one, period: { ...moved, yearless: false } };
    });
}

/**
 * The periods a question names, in its order, and the tokens that named them. A month or quarter
 * without a year is the latest that has begun.
 */
export function readPeriods(
  tokens: readonly Token[],
  today: string,
  mayBeYear: (at: number) => boolean,
): { periods: Period[]; spans: Found[] } {
  const text: Text = { tokens, today, mayBeYear };
  const spans: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const found =
      readSame(text, at, spans.at(-1)?.period) ??
      readRange(text, at) ??
      readBound(text, at) ??
      readSimple(text, at);
    if (found !== null) spans.push({ period: found.period, from: at, to: found.to });
    at = found?.to ?? at + 1;
  }
  return { periods: shareYear(spans).map(({ period }) => period), spans };
}
