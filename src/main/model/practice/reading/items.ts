import type { Language } from '../../../../preload/contract/answer.ts';
import type { Grain, Period } from '../dates/period.ts';
import { readPeriods } from '../dates/read.ts';
import { grainOf, monthOf } from '../dates/words.ts';
import type { Link, LinkIndex } from '../link/index.ts';
import {
  type Lexicon,
  lexiconOf,
  type Marker,
  type Metric,
  numberWord,
  phraseOf,
} from '../words/lexicon.ts';
import { bare } from '../words/stem.ts';
import { numberOf, type Token } from '../words/tokens.ts';
import { joinPhrases } from './phrases.ts';

interface Place {
  /** The words as they stand in the question. */
  text: string;
  start: number;
  end: number;
}

/** A piece of the question with what it may mean. */
export type Item = Place &
  (
    | { kind: 'marker'; marker: Marker; links: Link[] }
    | { kind: 'metric'; metric: Metric; links: Link[] }
    | { kind: 'link'; links: Link[] }
    | { kind: 'grain'; grain: Grain; links: Link[] }
    | { kind: 'period'; period: Period }
    | { kind: 'number'; value: number; percent: boolean }
    | { kind: 'quoted' }
    | { kind: 'email' }
    | { kind: 'comma' }
    | { kind: 'unknown' }
  );

interface Sources {
  language: Language;
  lexicon: Lexicon;
  links: LinkIndex;
  question: string;
}

/** «شهر» is Arabic's month and Persian's city. */
const cityOfPersian = new Set(['شهر', 'شهرها', 'شهرهای'].map(phraseOf));
const grainIn = (language: Language, text: string): Grain | undefined =>
  language === 'fa' && cityOfPersian.has(text) ? undefined : grainOf(text);

const longestPhrase = 6;
const full = 0.8;

const texts = (tokens: readonly Token[], at: number, size: number): string[] | null => {
  const part = tokens.slice(at, at + size);
  const plain =
    part.length === size &&
    part.every(({ kind }) => kind === 'word' || kind === 'number' || kind === 'symbol');
  return plain ? part.map(({ text }) => text) : null;
};

/** A phrase as written, or, for one word of Arabic, without what is written onto it. */
function lookUp<T>(
  dictionary: ReadonlyMap<string, readonly T[]>,
  words: readonly string[],
): readonly T[] {
  const key = words.join(' ');
  return dictionary.get(key) ?? dictionary.get(words.map(bare).join(' ')) ?? [];
}

const isNumber = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind === 'number' || numberWord(token.text) !== undefined);

function pickMarker(found: readonly Marker[], next: Token | undefined): Marker | undefined {
  // «at least» and «minimum» are one word in Persian: a number after it decides.
  const bound = found.find((marker) => marker === 'gte' || marker === 'lte');
  return bound !== undefined && isNumber(next)
    ? bound
    : (found.find((marker) => marker !== bound) ?? found[0]);
}

function place(sources: Sources, tokens: readonly Token[], at: number, size: number): Place {
  const start = tokens[at]?.start ?? 0;
  const end = tokens[at + size - 1]?.end ?? start;
  return { text: sources.question.slice(start, end), start, end };
}

/** The longest phrase at this place that is a word of the grammar, a value or a full name. */
function readPhraseAt(
  sources: Sources,
  tokens: readonly Token[],
  at: number,
): { item: Item; size: number } | null {
  for (let size = longestPhrase; size >= 1; size -= 1) {
    const words = texts(tokens, at, size);
    if (words === null) continue;
    const item = phraseItem(sources, tokens, at, words);
    if (item !== null) return { item, size };
  }
  return null;
}

function phraseItem(
  sources: Sources,
  tokens: readonly Token[],
  at: number,
  words: readonly string[],
): Item | null {
  const { lexicon, links } = sources;
  const size = words.length;
  const where = place(sources, tokens, at, size);
  const named =
    size > 4 || (size > 1 && beginsMarker(lexicon, tokens, at + size - 1))
      ? []
      : links.names(words);
  const names = named.filter((link) => link.score >= full);
  const metric = lookUp(lexicon.metrics, words)[0];
  if (metric !== undefined) return { kind: 'metric', metric, links: names, ...where };
  const marker = pickMarker(lookUp(lexicon.markers, words), tokens[at + size]);
  const grain = grainIn(sources.language, words.join(' '));
  if (grain !== undefined && marker === undefined)
    return { kind: 'grain', grain, links: names, ...where };
  if (marker !== undefined && (size > 1 || !strongName(names, marker)))
    return { kind: 'marker', marker, links: names, ...where };
  const values = lexicon.stopwords.has(words.join(' ')) ? [] : links.values(words);
  const found = names.some(({ score }) => score === 1) ? names : [...values, ...names];
  if (found.length === 0) return null;
  if (size === 1 && lexicon.stopwords.has(words[0] ?? '') && found.every(({ score }) => score < 1))
    return null;
  return { kind: 'link', links: found, ...where };
}

/** «products cost more than 100»: the last word belongs to what follows it. */
const beginsMarker = (lexicon: Lexicon, tokens: readonly Token[], at: number): boolean =>
  [2, 3].some((size) => lookUp(lexicon.markers, texts(tokens, at, size) ?? ['']).length > 0);

/** Words such as «new», «share» or «no» that this very database uses as a name. */
const strongName = (names: readonly Link[], marker: Marker): boolean =>
  names.some(({ score }) => score === 1) &&
  ['or', 'no', 'new', 'like', 'sold', 'rate', 'all'].includes(marker);

function readOne(
  sources: Sources,
  tokens: readonly Token[],
  at: number,
): { item: Item | null; size: number } {
  const token = tokens[at];
  if (token === undefined) return { item: null, size: 1 };
  const where = place(sources, tokens, at, 1);
  if (token.kind === 'quoted')
    return { item: { kind: 'quoted', ...where, text: token.raw }, size: 1 };
  if (token.kind === 'email') return { item: { kind: 'email', ...where }, size: 1 };
  if (token.kind === 'comma') return { item: { kind: 'comma', ...where }, size: 1 };
  const phrase = readPhraseAt(sources, tokens, at);
  if (phrase !== null) return phrase;
  if (token.kind === 'number')
    return {
      item: {
        kind: 'number',
        value: numberOf(token.raw),
        percent: token.raw.endsWith('%'),
        ...where,
      },
      size: 1,
    };
  return { item: weakItem(sources, tokens, at, where), size: 1 };
}

function weakItem(
  { lexicon, links }: Sources,
  tokens: readonly Token[],
  at: number,
  where: Place,
): Item | null {
  const text = tokens[at]?.text ?? '';
  const value = numberWord(text) ?? numberWord(bare(text));
  if (value !== undefined) return { kind: 'number', value, percent: false, ...where };
  if (lexicon.stopwords.has(text) || text.length < 2) return null;
  const partial = links.names([text]);
  return partial.length > 0
    ? { kind: 'link', links: partial, ...where }
    : { kind: 'unknown', ...where };
}

/** Arabic writes «and» onto the next word: divided where only the rest is a word we know. */
function divideAnd(tokens: readonly Token[], known: (word: string) => boolean): Token[] {
  return tokens.flatMap((token) => {
    const rest = token.text.slice(1);
    const digits = /^و\d+$/.test(token.text);
    // With its article such a word is known as it stands, since both are taken off together.
    const whole = known(token.text) && !token.text.startsWith('وال');
    const divides = digits || (/^و.{2,}/.test(token.text) && !whole && known(rest));
    if (token.kind !== 'word' || !divides) return [token];
    return [
      { ...token, text: 'و', end: token.start + 1 },
      {
        kind: digits ? 'number' : 'word',
        raw: token.raw.slice(1),
        text: rest,
        start: token.start + 1,
        end: token.end,
      },
    ];
  });
}

const comparing: readonly Marker[] = ['gt', 'lt', 'gte', 'lte', 'top', 'bottom', 'eq'];

/** Whether a number here may be a year: not what something is compared with. */
function yearTest({ lexicon }: Sources, tokens: readonly Token[]): (at: number) => boolean {
  return (at) => {
    for (let size = 1; size <= 3 && size <= at; size += 1) {
      const words = texts(tokens, at - size, size);
      const found = words === null ? [] : lookUp(lexicon.markers, words);
      if (found.some((marker) => comparing.includes(marker))) return false;
    }
    return true;
  };
}

/** The question as pieces of meaning, in order; words of no weight are left out. */
export function readItems(
  question: string,
  tokens: readonly Token[],
  language: Language,
  links: LinkIndex,
  today: string,
): { items: Item[]; periods: Period[] } {
  const lexicon = lexiconOf(language);
  const sources: Sources = { language, lexicon, links, question };
  const known = (word: string): boolean =>
    [lexicon.markers, lexicon.metrics].some((one) => one.has(word) || one.has(bare(word))) ||
    lexicon.stopwords.has(word) ||
    grainOf(word) !== undefined ||
    monthOf(word) !== undefined ||
    numberWord(word) !== undefined ||
    links.values([word]).length > 0 ||
    links.names([word]).length > 0;
  const divided = divideAnd(tokens, known);
  const { periods, spans } = readPeriods(divided, today, yearTest(sources, divided));
  const items: Item[] = [];
  let at = 0;
  while (at < divided.length) {
    const span = spans.find((one) => one.from === at);
    if (span !== undefined) {
      items.push({
        kind: 'period',
        period: span.period,
        ...place(sources, divided, at, span.to - at),
      });
      at = span.to;
      continue;
    }
    const end = spans.find((one) => one.from > at)?.from ?? divided.length;
    const { item, size } = readOne(sources, divided.slice(0, end), at);
    if (item !== null) items.push(item);
    at += size;
  }
  return { items: joinPhrases(question, items), periods };
}
