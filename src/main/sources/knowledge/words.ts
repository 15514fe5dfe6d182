import { foldScript, isArabicScript } from './script.ts';

/** Acronyms (with a plural s), Capitalised or lower words, digits, words of scripts without case. */
const pieces = /\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+|\p{Lo}+/gu;
const runs = /[\p{L}\p{Nd}]+/gu;

/** `A11`, `q3`, `ge1500` are names of their own; `address2` is address and 2. */
const longestCode = 2;

/** A run of letters and digits cut where case or kind changes. */
function cutRun(run: string): string[] {
  const words: string[] = [];
  for (const [piece] of run.matchAll(pieces)) {
    const before = words.at(-1);
    const glued = /^\d/.test(piece) && before !== undefined && before.length <= longestCode;
    if (glued) words[words.length - 1] = before + piece;
    else words.push(/^\p{Lu}{2,}s$/u.test(piece) ? piece.slice(0, -1) : piece);
  }
  return words;
}

/**
 * The words of a name or a sentence, lower case and stemmed: camelCase, PascalCase, snake_case,
 * acronyms and digits divided, Arabic and Persian folded.
 */
export function splitWords(text: string): string[] {
  const folded = foldScript(text.replace(/[’']s\b/g, ''));
  return [...folded.matchAll(runs)].flatMap(([run]) => cutRun(run).map(stem));
}

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  persons: 'person',
  men: 'man',
  women: 'woman',
  children: 'child',
  feet: 'foot',
  teeth: 'tooth',
  mice: 'mouse',
  geese: 'goose',
  data: 'data',
  indices: 'index',
  matrices: 'matrix',
  vertices: 'vertex',
  criteria: 'criterion',
  analyses: 'analysis',
  theses: 'thesis',
  crises: 'crisis',
  bases: 'base',
  movies: 'movie',
  cookies: 'cookie',
  series: 'series',
  species: 'species',
  news: 'news',
  lives: 'life',
  wives: 'wife',
  leaves: 'leave',
  shelves: 'shelf',
  halves: 'half',
  taxes: 'tax',
  statuses: 'status',
  aliases: 'alias',
  buses: 'bus',
  gases: 'gas',
  bonuses: 'bonus',
  campuses: 'campus',
  viruses: 'virus',
};

/** Singular of an English noun; other words come back as they are, in lower case. */
export function stem(word: string): string {
  const lower = word.toLowerCase();
  const known = Object.hasOwn(irregular, lower) ? irregular[lower] : undefined;
  if (known !== undefined) return known;
  if (lower.length < 4 || !lower.endsWith('s') || isArabicScript(lower)) return lower;
  if (/(ss|us|is)$/.test(lower)) return lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(ch|sh|x|ss|zz)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

const derived =
  /(?:isations?|izations?|ational|ations?|ments?|ances?|ences?|ibility|ability|ities|ity|ings?|ions?|ers?|ors?|ants?|ents?|ists?|ives?|ally|al|ly|ed|es|e|y|s)$/;

/** What a word shares with its relatives: enrol(ment), direct(or), manage(r). At least 4 letters. */
export function root(word: string): string {
  const cut = word.replace(derived, '');
  const single = cut.replace(/([bdglmnprt])\1$/, '$1');
  return single.length >= 4 ? single : word;
}
