import type { GlossaryEntry } from './extras.ts';
import { arabicForms, isArabicScript } from './script.ts';
import { splitWords } from './words.ts';

/** Whether a word of a question may be the word of a term: alike, or without article and endings. */
const matches = (asked: string, wanted: string): boolean =>
  asked === wanted || (isArabicScript(asked) && arabicForms(asked).includes(wanted));

function says(question: readonly string[], term: readonly string[]): boolean {
  if (term.length === 0) return false;
  return question.some((_, at) => term.every((word, n) => matches(question[at + n] ?? '', word)));
}

/** The glossary entries whose term the question uses, word by word in its order. */
export function termsSaid(
  glossary: readonly GlossaryEntry[],
  question: string,
): readonly GlossaryEntry[] {
  if (glossary.length === 0) return [];
  const asked = splitWords(question);
  return glossary.filter(({ term }) => says(asked, splitWords(term)));
}
