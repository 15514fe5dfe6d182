import type { Dictionary } from './dictionary.ts';
import type { Postings } from './postings.ts';
import { arabicForms, isArabicScript } from './script.ts';
import type { Similar } from './similar.ts';
import { type Spoken, speakQuestion } from './speech.ts';

/** One word or phrase of the question and the terms of the index it may mean. */
export interface QuestionTerm {
  text: string;
  /** How much the word says about where to look, 0 to 1. */
  importance: number;
  /** Term number and how likely the word means it, 0 to 1. */
  variants: ReadonlyMap<number, number>;
  /** Said only between quotation marks. */
  quoted: boolean;
}

export const likelihood = {
  relative: 0.5,
  alike: 0.35,
  misspelt: 0.8,
  concept: 0.75,
  value: 0.75,
  expansion: 0.5,
  short: 0.95,
  phrase: 0.5,
  again: 0.2,
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
  for (const other of similar.shortened(word)) variants.add(other, likelihood.short);
  for (const other of similar.relatives(word)) variants.add(other, likelihood.relative);
  const spelling = dictionary.knows(word) || variants.found.size > 0 ? 'alike' : 'misspelt';
  for (const { word: other, share } of similar.alike(word))
    variants.add(other, likelihood[spelling] * share);
}

function wordTerms(spoken: readonly Spoken[], reader: Reader): QuestionTerm[] {
  const variants = spoken.map(() => new Variants(reader.postings.terms));
  for (const [at, { word, importance }] of spoken.entries()) {
    const own = variants[at];
    if (own && importance > 0) addSpellings(own, word, reader);
    own?.add(`+${word}`, 1);
  }
  for (const { at, length, concept, value } of reader.dictionary.mentions(
    spoken.map((s) => s.word),
  ))
    for (let slot = at; slot < at + length; slot++)
      variants[slot]?.add(`#${concept}`, value ? likelihood.value : likelihood.concept);
  return spoken.map(({ word, importance, quoted }, at) => ({
    text: word,
    importance,
    quoted,
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
        terms.push({
          text: `+${text}`,
          importance: likelihood.phrase,
          variants: variants.found,
          quoted: false,
        });
    }
  return terms;
}

/** A word said twice counts a little more, and is quoted only if it always is. */
function merge(before: QuestionTerm | undefined, term: QuestionTerm): QuestionTerm {
  if (before === undefined) return term;
  const [less, more] = [before.importance, term.importance].sort((a, b) => a - b);
  return {
    ...term,
    importance: (more ?? 0) + likelihood.again * (less ?? 0),
    quoted: before.quoted && term.quoted,
  };
}

/**
 * The question's terms that mean something in this index, each text once.
 * @param meanings of the glossary terms that the question uses.
 */
export function readQuestion(
  question: string,
  meanings: readonly string[],
  reader: Reader,
): QuestionTerm[] {
  const spoken = speakQuestion(question, meanings);
  const words = spoken.map(({ word }) => word);
  const seen = new Map<string, QuestionTerm>();
  for (const term of [...wordTerms(spoken, reader), ...phraseTerms(words, reader)])
    if (term.importance > 0 && term.variants.size > 0)
      seen.set(term.text, merge(seen.get(term.text), term));
  return [...seen.values()];
}
