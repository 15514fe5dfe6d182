/**
 * One spelling for every way a word can be typed. Decomposition (NFKD) splits marks off, so that
 * removing marks also folds أ إ آ to ا, ؤ to و, ئ to ي, é to e, and presentation forms to letters.
 */
export function foldScript(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[\u200B-\u200F\u2060\uFEFF]/g, ' ')
    .replace(/[\u0649\u06CC\u06D2]/g, '\u064A')
    .replace(/[\u06A9\u06AA]/g, '\u0643')
    .replace(/[\u0629\u06D5\u06C1\u06BE]/g, '\u0647')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

const arabicScript = /^[\u0600-\u06FF]+$/;
export const isArabicScript = (word: string): boolean => arabicScript.test(word);

/** Folded: Arabic's conjunctions and prepositions before the article, the article, لل. */
const prefixes = ['وبال', 'وال', 'فال', 'بال', 'كال', 'ولل', 'لل', 'ال', 'و', 'ب', 'ل', 'ف'];
/** Folded: Persian plurals and possessives first, then Arabic's plurals, duals and endings. */
const suffixes = [
  'هايشان',
  'هايمان',
  'هايي',
  'هايش',
  'هاي',
  'ها',
  'شان',
  'مان',
  'تان',
  'يان',
  'گان',
  'ات',
  'ون',
  'ين',
  'ان',
  'يه',
  'هم',
  'نا',
  'ه',
  'ا',
  'ي',
  'ش',
  'م',
];

/** A stripped word keeps at least this many letters, else «ملك» would become «م». */
const shortestRoot = 3;

const withoutPrefix = (word: string): string[] =>
  prefixes
    .filter((prefix) => word.startsWith(prefix) && word.length - prefix.length >= shortestRoot)
    .map((prefix) => word.slice(prefix.length));

const withoutSuffix = (word: string): string[] =>
  suffixes
    .filter((suffix) => word.endsWith(suffix) && word.length - suffix.length >= shortestRoot)
    .map((suffix) => word.slice(0, word.length - suffix.length));

/**
 * What a folded Arabic or Persian word may be without its article, conjunctions and endings, the
 * most literal first. Several are wrong; whoever asks keeps those that exist somewhere.
 */
export function arabicForms(word: string): string[] {
  const bare = withoutPrefix(word);
  const cut = [word, ...bare].flatMap(withoutSuffix);
  return [...new Set([word, ...bare, ...cut])];
}
