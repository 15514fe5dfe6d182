import { z } from 'zod';
import calendarJson from '../../../../../resources/practice/calendar.json' with { type: 'json' };
import { phraseOf } from '../words/lexicon.ts';
import { bare } from '../words/stem.ts';
import { type Grain, grains, type Length } from './period.ts';

const Words = z.array(z.string()).transform((words) => new Set(words.map(phraseOf)));
const Calendar = z.object({
  months: z.array(Words),
  persianMonths: z.array(z.string().transform(phraseOf)),
  grains: z.record(z.enum(grains), Words),
  adverbs: Words,
  duals: z.record(
    z.string(),
    z.tuple([z.enum(['day', 'week', 'month', 'quarter', 'year']), z.number()]),
  ),
  this: Words,
  last: Words,
  next: Words,
  phrases: z.record(
    z.enum(['today', 'yesterday', 'this year', 'last year', 'this month', 'year before last']),
    Words,
  ),
  ordinals: z.array(Words),
  half: Words,
  since: Words,
  after: Words,
  before: Words,
  between: Words,
  and: Words,
  in: Words,
});

export const calendar = Calendar.parse(calendarJson);

const duals = new Map(
  Object.entries(calendar.duals).map(([word, value]) => [phraseOf(word), value] as const),
);
export const dualOf = (text: string): readonly [Length, number] | undefined =>
  duals.get(bare(text)) ?? duals.get(text);

const has = (words: ReadonlySet<string>, text: string): boolean =>
  words.has(text) || words.has(bare(text)) || words.has(text.replace(/^[بلو](?=.{3,})/, ''));

export const grainOf = (text: string): Grain | undefined =>
  grains.find((grain) => has(calendar.grains[grain], text));

export const lengthOf = (text: string): Length | undefined => {
  const grain = grainOf(text);
  return grain === undefined || grain === 'hour' || grain === 'weekday' ? undefined : grain;
};

/** 0 for January. */
export function monthOf(text: string): number | undefined {
  const index = calendar.months.findIndex((words) => words.has(text) || words.has(bare(text)));
  return index === -1 ? undefined : index;
}

/** 0 for Farvardin. */
export function persianMonthOf(text: string): number | undefined {
  const index = calendar.persianMonths.indexOf(text);
  return index === -1 ? undefined : index;
}

/** 1 for «first»; undefined for anything else. */
export function ordinalOf(text: string): number | undefined {
  const index = calendar.ordinals.findIndex((words) => words.has(text));
  return index === -1 ? undefined : index + 1;
}

/** Months whose name is also a common word: believed only beside «in», «month» or a year. */
export const doubtfulMonths: ReadonlySet<string> = new Set(
  ['may', 'mar', 'آب', 'ماي', 'أيار', 'جوان', 'مه', 'می'].map(phraseOf),
);
