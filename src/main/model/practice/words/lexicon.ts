/** The words of the grammar, by language: what a question is made of besides names of the schema. */
import { z } from 'zod';
import conceptsJson from '../../../../../resources/practice/concepts.json' with { type: 'json' };
import markersJson from '../../../../../resources/practice/markers.json' with { type: 'json' };
import metricsJson from '../../../../../resources/practice/metrics.json' with { type: 'json' };
import numbersJson from '../../../../../resources/practice/numbers.json' with { type: 'json' };
import stopwordsJson from '../../../../../resources/practice/stopwords.json' with { type: 'json' };
import type { Language } from '../../../../preload/contract/answer.ts';
import { fold } from './fold.ts';
import { stems } from './stem.ts';
import { nameWords } from './tokens.ts';

const Forms = z.object({
  en: z.array(z.string()),
  ar: z.array(z.string()),
  fa: z.array(z.string()),
});

export const markerNames = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'top',
  'bottom',
  'dear',
  'cheap',
  'latest',
  'oldest',
  'by',
  'each',
  'and',
  'or',
  'versus',
  'compare',
  'change',
  'trend',
  'running',
  'share',
  'rate',
  'list',
  'distinct',
  'never',
  'sold',
  'gte',
  'lte',
  'gt',
  'lt',
  'eq',
  'range',
  'contains',
  'starts',
  'except',
  'only',
  'all',
  'new',
  'of',
  'whatabout',
  'down',
  'up',
  'mail',
] as const;
export type Marker = (typeof markerNames)[number];

export const metricNames = [
  'revenue',
  'orderValue',
  'units',
  'profit',
  'margin',
  'returnRate',
  'stockValue',
  // How many sales: «number of sales». It has no words of its own.
  'sales',
] as const;
export type Metric = (typeof metricNames)[number];

const concepts = z.record(z.string(), Forms).parse(conceptsJson);
const markers = z.record(z.enum(markerNames), Forms).parse(markersJson);
const metrics = z.record(z.enum(metricNames), Forms).parse(metricsJson);
const stopwords = Forms.parse(stopwordsJson);
const numberWords = z.record(z.string(), z.number()).parse(numbersJson);

/** A phrase as it is looked up: its words folded, joined by single spaces. */
export const phraseOf = (text: string): string =>
  text
    .split(/\s+/)
    .map((word) => fold(word))
    .join(' ');

/** English is always understood, since schemas are English; Arabic script by its language. */
const dictionary = <Name extends string>(
  source: Readonly<Record<Name, z.infer<typeof Forms>>>,
  names: readonly Name[],
  language: Language,
): Map<string, Name[]> => {
  const found = new Map<string, Name[]>();
  for (const name of names)
    for (const form of [...source[name].en, ...(language === 'en' ? [] : source[name][language])]) {
      const key = phraseOf(form);
      found.set(key, [...(found.get(key) ?? []), name]);
    }
  return found;
};

export interface Lexicon {
  markers: ReadonlyMap<string, readonly Marker[]>;
  metrics: ReadonlyMap<string, readonly Metric[]>;
  stopwords: ReadonlySet<string>;
}

const build = (language: Language): Lexicon => ({
  markers: dictionary(markers, markerNames, language),
  metrics: dictionary(metrics, metricNames, language),
  stopwords: new Set(
    [...stopwords.en, ...(language === 'en' ? [] : stopwords[language])].map(phraseOf),
  ),
});

const kept = new Map<Language, Lexicon>();

export function lexiconOf(language: Language): Lexicon {
  const lexicon = kept.get(language) ?? build(language);
  kept.set(language, lexicon);
  return lexicon;
}

const numbersByWord = new Map(
  Object.entries(numberWords).map(([word, value]) => [fold(word), value] as const),
);
export const numberWord = (text: string): number | undefined => numbersByWord.get(text);

const conceptsByStem = new Map<string, string[]>();
for (const [concept, forms] of Object.entries(concepts))
  for (const form of [...forms.en, ...forms.ar, ...forms.fa])
    for (const stem of stems(nameWords(form).join('')))
      conceptsByStem.set(stem, [...new Set([...(conceptsByStem.get(stem) ?? []), concept])]);

/** The business notions a folded word may stand for, in any language: `عملاء` -> `customer`. */
export const conceptsOf = (folded: string): string[] => [
  ...new Set(stems(folded).flatMap((stem) => conceptsByStem.get(stem) ?? [])),
];

/** How a notion is called in a language, for one or for many: a heading, a word in a sentence. */
export function conceptLabel(
  concept: string,
  language: Language,
  many = false,
): string | undefined {
  const forms = concepts[concept]?.[language];
  // Arabic lists the definite singular, the singular and the plural first.
  const plural = many && language === 'ar' ? forms?.[2] : undefined;
  if (plural === undefined) return forms?.[0];
  return plural.startsWith('ال') ? plural : `ال${plural}`;
}
