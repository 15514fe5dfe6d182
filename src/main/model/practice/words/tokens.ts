import { asciiDigits } from '../../../lib/digits.ts';
import { fold } from './fold.ts';

export interface Token {
  kind: 'word' | 'number' | 'date' | 'quoted' | 'email' | 'comma' | 'symbol';
  /** As written, digits as ASCII. */
  raw: string;
  /** Folded, for looking up. */
  text: string;
  /** Where it stands in the question. */
  start: number;
  end: number;
}

const shapes: readonly [Token['kind'], RegExp][] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/y],
  ['quoted', /«[^»]{1,120}»|"[^"]{1,120}"|“[^”]{1,120}”|‘[^’]{1,120}’|(?<=^|\s)'[^']{1,120}'/y],
  ['date', /\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?!\d)/y],
  ['number', /\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?[km]?%?(?![\p{L}\d])/iuy],
  ['word', /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\u200c\u200d]*(?:['’]\p{L}+)?/uy],
  ['comma', /[,،;؛]/y],
  ['symbol', />=|<=|[<>=≥≤&%]/y],
];

/** `order_lines` and `OrderLines` are two words, as in names. */
const camel = /(\p{Ll})(\p{Lu})/gu;

export const nameWords = (name: string): string[] =>
  name
    .replace(camel, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}\p{N}\u200c]+/u)
    .flatMap((part) => part.split(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/u))
    .filter(Boolean)
    .map(fold);

function wordTokens(raw: string, start: number): Token[] {
  const end = start + raw.length;
  const whole = raw.replace(/['’]s$/i, '');
  if (!/_|\p{Ll}\p{Lu}/u.test(whole)) return [{ kind: 'word', raw, text: fold(whole), start, end }];
  return nameWords(whole).map((text) => ({ kind: 'word', raw: text, text, start, end }));
}

/** The question as tokens; what fits no shape (brackets, question marks) divides and is dropped. */
export function tokenize(question: string): Token[] {
  const text = asciiDigits(question);
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = nextToken(text, at);
    if (found === null) {
      at += 1;
      continue;
    }
    tokens.push(...found.tokens);
    at = found.end;
  }
  return tokens;
}

function nextToken(text: string, at: number): { tokens: Token[]; end: number } | null {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const raw = shape.exec(text)?.[0];
    if (raw === undefined) continue;
    const end = at + raw.length;
    if (kind === 'word') return { tokens: wordTokens(raw, at), end };
    const inner = kind === 'quoted' ? raw.slice(1, -1).trim() : raw;
    return { tokens: [{ kind, raw: inner, text: fold(inner), start: at, end }], end };
  }
  return null;
}

/** 1,000 · 2.5k · 3m · 10% as numbers. */
export function numberOf(raw: string): number {
  const value = Number.parseFloat(raw.replaceAll(',', ''));
  if (/k%?$/i.test(raw)) return value * 1_000;
  return /m%?$/i.test(raw) ? value * 1_000_000 : value;
}
