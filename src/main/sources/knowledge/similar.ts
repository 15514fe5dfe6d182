import { root } from './words.ts';

/** Below this share of common trigrams two words are not taken for spellings of each other. */
const leastShare = 0.55;
const shortestWord = 4;

export interface Similar {
  /** Words of the list that share the root (enrolled, enrolment), not the word itself. */
  relatives(word: string): readonly string[];
  /** Words of the list that the word may have been cut to: `disp` for disposition. */
  shortened(word: string): readonly string[];
  /** Words of the list spelled alike, with the Dice coefficient of their trigrams (0.55 to 1). */
  alike(word: string): { word: string; share: number }[];
}

/** Trigrams of `^word$`, each once. */
export function trigrams(word: string): string[] {
  const padded = `^${word}$`;
  const found = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) found.add(padded.slice(at, at + 3));
  return [...found];
}

function group(words: readonly string[], keysOf: (word: string) => string[]) {
  const groups = new Map<string, string[]>();
  for (const word of words)
    for (const key of keysOf(word)) {
      const list = groups.get(key);
      if (list) list.push(word);
      else groups.set(key, [word]);
    }
  return groups;
}

/** Finds the relatives and near spellings of a word among `words` (each once). */
export function buildSimilar(words: readonly string[], isWord: (word: string) => boolean): Similar {
  const long = words.filter((word) => word.length >= shortestWord);
  const byRoot = group(long, (word) => [root(word)]);
  const byTrigram = group(long, trigrams);
  const sizes = new Map(long.map((word) => [word, trigrams(word).length]));
  const all = new Set(long);
  return {
    shortened: (word) => {
      const found: string[] = [];
      for (let end = shortestWord; end <= word.length - 3; end++)
        if (all.has(word.slice(0, end)) && !isWord(word.slice(0, end)))
          found.push(word.slice(0, end));
      return found;
    },
    relatives: (word) => (byRoot.get(root(word)) ?? []).filter((other) => other !== word),
    alike: (word) => {
      if (word.length < shortestWord) return [];
      const own = trigrams(word);
      const common = new Map<string, number>();
      for (const piece of own)
        for (const other of byTrigram.get(piece) ?? [])
          common.set(other, (common.get(other) ?? 0) + 1);
      return [...common]
        .map(([other, n]) => ({
          word: other,
          share: (2 * n) / (own.length + (sizes.get(other) ?? 0)),
        }))
        .filter((found) => found.share >= leastShare && found.word !== word);
    },
  };
}
