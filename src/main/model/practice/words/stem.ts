import { fold } from './fold.ts';

const english: readonly [RegExp, string][] = [
  [/^(.{2,})ies$/, '$1y'],
  [/^(.+)(ss|us|is)$/, '$1$2'],
  [/^(.+(?:x|ch|sh|ss))es$/, '$1'],
  [/^(.{2,})s$/, '$1'],
];

function singular(word: string): string {
  for (const [shape, stem] of english) if (shape.test(word)) return word.replace(shape, stem);
  return word;
}

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  staves: 'staff',
  movies: 'movie',
  statuses: 'status',
  data: 'data',
};

/** A word of Arabic script without its article and what is written onto it: بال، وال، لل … */
export const bare = (folded: string): string => folded.replace(/^(?:[وفبكل]?ال|لل)(?=.{2,})/, '');

const suffix = /^(.{3,}?)(?:هايي|هاي|ها|ات|ين|ون|يه|ه|ي)$/;

const arabicStems = (folded: string): string[] => {
  const word = bare(folded);
  // What looks like an article may begin the word itself: «کالاها».
  return [folded, word, word.replace(suffix, '$1'), folded.replace(suffix, '$1')];
};

/** The forms under which a folded word is looked up; two words agree when they share one. */
export function stems(folded: string): string[] {
  if (/[\u0600-\u06ff]/.test(folded)) return [...new Set(arabicStems(folded))];
  return [irregular[folded] ?? singular(folded)];
}

/** How a value or a phrase is compared as a whole: every word bare, single spaces. */
export const phraseKey = (text: string): string =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => (/[\u0600-\u06ff]/.test(word) ? bare(word) : word))
    .join(' ');
