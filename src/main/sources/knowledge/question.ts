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
  relative: 0.5,
  alike: 0.35,
  misspelt: 0.8,
  concept: 0.75,
  value: 0.75,
  expansion: 0.5,
  short: 0.95,
  phrase: 0.5,
  quoted: 0.6,
  letter: 0.3,
  again: 0.2,
};

/** What stands between quotation marks; an apostrophe within a word is none. */
const quotation =
  /(?<![\p{L}\p{N}])(?:'[^']*(?:''[^']*)*'|"[^"]*"|“[^”]*”|‘[^’]*’|«[^»]*»)(?![\p{L}\p{N}])/gu;

interface Spoken {
  word: string;
  importance: number;
}

/** The question's words; quoted ones are values more often than names, single letters codes. */
function speak(question: string): Spoken[] {
  const spoken: Spoken[] = [];
  const put = (text: string, factor: number): void => {
    for (const word of splitWords(text)) {
      const short = word.length === 1 ? likelihood.letter : 1;
      spoken.push({ word, importance: importance(word) * factor * short });
    }
  };
  let end = 0;
  for (const match of question.matchAll(quotation)) {
    put(question.slice(end, match.index), 1);
    put(match[0], likelihood.quoted);
    end = match.index + match[0].length;
  }
  put(question.slice(end), 1);
  return spoken;
}

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
  for (const [at, { word, importance: weight }] of spoken.entries()) {
    const own = variants[at];
    if (own && weight > 0) addSpellings(own, word, reader);
    own?.add(`+${word}`, 1);
  }
  for (const { at, length, concept, value } of reader.dictionary.mentions(
    spoken.map((s) => s.word),
  ))
    for (let slot = at; slot < at + length; slot++)
      variants[slot]?.add(`#${concept}`, value ? likelihood.value : likelihood.concept);
  return spoken.map(({ word, importance: weight }, at) => ({
    text: word,
    importance: weight,
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
  const spoken = speak(question);
  const words = spoken.map(({ word }) => word);
  const seen = new Map<string, QuestionTerm>();
  for (const term of [...wordTerms(spoken, reader), ...phraseTerms(words, reader)]) {
    if (term.importance <= 0 || term.variants.size === 0) continue;
    const before = seen.get(term.text)?.importance ?? 0;
    const more =
      Math.max(before, term.importance) + likelihood.again * Math.min(before, term.importance);
    seen.set(term.text, { ...term, importance: more });
  }
  return [...seen.values()];
}
