import { type Finding, finding } from './guard.ts';
import { isNamed, keyAt, type Statement } from './structure.ts';

/** Names as servers with loose collations compare them: no case, accents, widths, joiners. */
export const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();

export const isPlain = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Letters of other scripts that look like Latin ones, and those. */
const lookalikes = new Map(
  [
    ['АВЕКМНОРСТУХІЈЅԌԚԜҮ', 'ABEKMHOPCTYXIJSGQWY'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
    ['ԀԚԜҺӀ', 'DQWHL'],
  ].flatMap(([other = '', latin = '']) =>
    [...other].map((letter, index): [string, string] => [letter, latin[index] ?? '']),
  ),
);

/** The plain upper-case word that a word could be taken for by a reader. */
export const likeness = (word: string): string =>
  [...fold(word).replaceAll('ı', 'i').toUpperCase()]
    .map((letter) => lookalikes.get(letter) ?? letter)
    .join('');

/** The dotted name that ends right before `open`, and where it begins. */
export function nameBefore(
  { tokens }: Statement,
  open: number,
): { parts: string[]; index: number } {
  const parts: string[] = [];
  for (let index = open - 1; ; index -= 2) {
    parts.unshift(tokens[index]?.value ?? '');
    if (tokens[index - 1]?.key !== '.') return { parts, index };
    if (!isNamed(tokens[index - 2])) return { parts: ['', ...parts], index };
  }
}

/** The dotted name that begins at `index`; T-SQL may leave parts out, which are then empty. */
export function nameFrom({ tokens }: Statement, index: number): { parts: string[]; next: number } {
  const parts: string[] = [];
  let next = index;
  for (let expected = true; expected || tokens[next]?.key === '.'; next += 1) {
    const token = tokens[next];
    const dot = token?.key === '.';
    if (!dot && !isNamed(token)) break;
    if (dot && expected) parts.push('');
    if (!dot) parts.push(token?.value ?? '');
    expected = dot;
  }
  return { parts, next };
}

const punctuation = new Set([',', '(', ')', '.', '[', ']']);

/** One past a list of column names (and, where a dialect has them, types), or an objection. */
export function columnsEnd(statement: Statement, open: number): number | Finding {
  const close = statement.partner.get(open) ?? open;
  for (let index = open + 1; index < close; index += 1) {
    const token = statement.tokens[index];
    const { kind, key } = token ?? { kind: 'symbol', key: '' };
    const plain = isNamed(token) || kind === 'number' || punctuation.has(key);
    if (!plain || keyAt(statement, index) === 'SELECT')
      return finding('unparsed', 'A list of column names holds something else.');
  }
  return close + 1;
}
