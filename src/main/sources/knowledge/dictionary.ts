import abbreviationList from '../../../../resources/knowledge/abbreviations.json' with {
  type: 'json',
};
import conceptList from '../../../../resources/knowledge/concepts.json' with { type: 'json' };
import { buildGazetteer } from './gazetteer.ts';
import { arabicForms, isArabicScript } from './script.ts';
import { splitWords } from './words.ts';

/** A run of words that stands for a concept: `length` words from `at`. */
export interface Mention {
  at: number;
  length: number;
  concept: string;
  /** A value of the concept («France») rather than a word for it («country»). */
  value: boolean;
}

export interface Dictionary {
  /** The words an abbreviation stands for (qty: quantity), or none. */
  expand(word: string): readonly string[];
  /** The concepts that words split by `splitWords` name, in any of the three languages. */
  mentions(words: readonly string[]): Mention[];
  /** Whether the dictionary knows the word by itself. */
  knows(word: string): boolean;
}

const longestPhrase = 3;

type Concepts = Map<string, { concept: string; value: boolean }[]>;

function add(concepts: Concepts, phrase: string, concept: string, value: boolean): void {
  const key = splitWords(phrase).join(' ');
  const list = concepts.get(key) ?? [];
  if (key === '' || list.some((entry) => entry.concept === concept)) return;
  concepts.set(key, [...list, { concept, value }]);
}

function readConcepts(): Concepts {
  const concepts: Concepts = new Map();
  for (const [concept, phrases] of Object.entries(conceptList))
    for (const phrase of [phrases.en, phrases.ar, phrases.fa].join(',').split(','))
      add(concepts, phrase, concept, false);
  for (const [name, kind] of buildGazetteer()) {
    add(concepts, name, kind, true);
    if (kind === 'language' || kind === 'country') add(concepts, name, 'nationality', true);
  }
  return concepts;
}

const readAbbreviations = (): Map<string, string[]> =>
  new Map(Object.entries(abbreviationList).map(([short, long]) => [short, splitWords(long)]));

/** A phrase as it stands, or, for a single word of Arabic script, the first form that is known. */
function lookUp(concepts: Concepts, words: readonly string[]) {
  const literal = concepts.get(words.join(' '));
  const [only] = words;
  if (literal || words.length > 1 || only === undefined || !isArabicScript(only)) return literal;
  for (const form of arabicForms(only)) {
    const found = concepts.get(form);
    if (found) return found;
  }
  return undefined;
}

/** «شرکت» within «شرکت کننده» means no company: the longer phrase says what is meant. */
const isWithin = (inner: Mention, outer: Mention): boolean =>
  inner.length < outer.length && inner.at >= outer.at && inner.at < outer.at + outer.length;

function findMentions(concepts: Concepts, words: readonly string[]): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < words.length; at++)
    for (let length = Math.min(longestPhrase, words.length - at); length > 0; length--)
      for (const entry of lookUp(concepts, words.slice(at, at + length)) ?? [])
        found.push({ at, length, ...entry });
  return found.filter((mention) => !found.some((other) => isWithin(mention, other)));
}

let loaded: Dictionary | null = null;

/** The one dictionary, read from resources/knowledge and Intl when first needed (about 60 ms). */
export function loadDictionary(): Dictionary {
  loaded ??= readDictionary();
  return loaded;
}

function readDictionary(): Dictionary {
  const concepts = readConcepts();
  const abbreviations = readAbbreviations();
  const single = new Set([...concepts.keys()].flatMap((key) => key.split(' ')));
  return {
    expand: (word) => abbreviations.get(word) ?? [],
    mentions: (words) => findMentions(concepts, words),
    knows: (word) => single.has(word) || abbreviations.has(word),
  };
}
