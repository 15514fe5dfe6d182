import type { Dictionary } from './dictionary.ts';
import type { Postings } from './postings.ts';
import { arabicForms, isArabicScript } from './script.ts';
import type { Similar } from './similar.ts';
import { importance } from './stopwords.ts';
import { splitWords } from './words.ts';

/** One word or phrase of the question and the terms of the index it may mean. */
export interface QuestionTerm {
  text: string;
  /** How much the word says about where to look, 0 to 1. */
  importance: number;
  /** Term number and how likely the word means it, 0 to 1. */
  variants: ReadonlyMap<number, number>;
}

export const likelihood = {
  relative: 0.75,
  alike: 0.6,
  concept: 0.5,
  value: 0.4,
  expansion: 0.9,
  phrase: 0.5,
};

interface Reader {
  postings: Postings;
  dictionary: Dictionary;
  similar: Similar;
}

class Variants {
  readonly found = new Map<number, number>();
  private readonly terms: ReadonlyMap<string, number>;
  constructor(terms: ReadonlyMap<string, number>) {
    this.terms = terms;
  }
  add(term: string, weight: number): void {
    const id = this.terms.get(term);
    if (id !== undefined) this.found.set(id, Math.max(weight, this.found.get(id) ?? 0));
  }
}

function addSpellings(variants: Variants, word: string, { dictionary, similar }: Reader): void {
  variants.add(word, 1);
  if (isArabicScript(word))
    for (const [at, form] of arabicForms(word).entries()) variants.add(form, 0.95 - 0.02 * at);
  for (const long of dictionary.expand(word)) variants.add(long, likelihood.expansion);
  for (const other of similar.relatives(word)) variants.add(other, likelihood.relative);
  for (const { word: other, share } of similar.alike(word))
    variants.add(other, likelihood.alike * share);
}

function wordTerms(words: readonly string[], reader: Reader): QuestionTerm[] {
  const variants = words.map(() => new Variants(reader.postings.terms));
  for (const [at, word] of words.entries()) {
    const own = variants[at];
    if (own && importance(word) > 0) addSpellings(own, word, reader);
    own?.add(`+${word}`, 1);
  }
  for (const { at, length, concept, value } of reader.dictionary.mentions(words))
    for (let slot = at; slot < at + length; slot++)
      variants[slot]?.add(`#${concept}`, value ? likelihood.value : likelihood.concept);
  return words.map((text, at) => ({
    text,
    importance: importance(text),
    variants: variants[at]?.found ?? new Map(),
  }));
}

/** Neighbouring words that a name writes as one: «home town» for `hometown`. */
function phraseTerms(words: readonly string[], { postings }: Reader): QuestionTerm[] {
  const terms: QuestionTerm[] = [];
  for (let at = 0; at < words.length; at++)
    for (let length = 2; length <= 4 && at + length <= words.length; length++) {
      const text = words.slice(at, at + length).join('');
      const variants = new Variants(postings.terms);
      variants.add(`+${text}`, 1);
      variants.add(text, 1);
      if (variants.found.size > 0)
        terms.push({ text: `+${text}`, importance: likelihood.phrase, variants: variants.found });
    }
  return terms;
}

/** The question's terms that mean something in this index, each text once. */
export function readQuestion(question: string, reader: Reader): QuestionTerm[] {
  const words = splitWords(question);
  const all = [...wordTerms(words, reader), ...phraseTerms(words, reader)];
  const seen = new Map<string, QuestionTerm>();
  for (const term of all)
    if (term.importance > 0 && term.variants.size > 0 && !seen.has(term.text))
      seen.set(term.text, term);
  return [...seen.values()];
}
