import { importance } from './stopwords.ts';
import { splitWords } from './words.ts';

/** A word of a question, as it was said. */
export interface Spoken {
  word: string;
  /** How much it says about where to look, 0 to 1. */
  importance: number;
  /** Said between quotation marks: more often a value than a name. */
  quoted: boolean;
}

export const saying = {
  /** Of a word that is a single letter: a code or a value. */
  letter: 0.3,
  /** Of a word of a glossary meaning rather than of the question. */
  meant: 0.5,
};

/** Longer questions are read up to here; so every question takes a bounded time. */
const longest = { characters: 4_000, words: 300 } as const;

/** What stands between quotation marks; an apostrophe within a word is none. */
const quotation =
  /(?<![\p{L}\p{N}])(?:'[^']*(?:''[^']*)*'|"[^"]*"|“[^”]*”|‘[^’]*’|«[^»]*»)(?![\p{L}\p{N}])/gu;

function* piecesOf(text: string): Generator<{ text: string; quoted: boolean }> {
  let end = 0;
  for (const match of text.matchAll(quotation)) {
    yield { text: text.slice(end, match.index), quoted: false };
    yield { text: match[0], quoted: true };
    end = match.index + match[0].length;
  }
  yield { text: text.slice(end), quoted: false };
}

function speak(text: string, factor: number): Spoken[] {
  const spoken: Spoken[] = [];
  for (const piece of piecesOf(text.slice(0, longest.characters)))
    for (const word of splitWords(piece.text)) {
      const short = word.length === 1 ? saying.letter : 1;
      spoken.push({ word, importance: importance(word) * factor * short, quoted: piece.quoted });
    }
  return spoken.slice(0, longest.words);
}

/** The question's words, and fainter those of the meanings of the glossary terms it uses. */
export const speakQuestion = (question: string, meanings: readonly string[]): Spoken[] => [
  ...speak(question, 1),
  ...meanings.flatMap((meaning) => speak(meaning, saying.meant)),
];
