import { asciiDigits } from '../../../lib/digits.ts';

/** At the beginning or the end, with no other in the text. */
const loneQuote = /^["“”„«](?=[^"“”„«»]*$)|(?<=^[^"“”„«»]*)["“”»]$/;
const quotes = /^["“”„«](.*?)["“”»](?:\s+|$)/s;

/** The first word, or what stands first in quotes, straight or curly; and the rest as it is. */
export function firstWord(args: string): { first: string; rest: string } {
  const [quoted, inside] = quotes.exec(args) ?? [];
  if (quoted !== undefined && inside !== undefined)
    return { first: inside.trim(), rest: args.slice(quoted.length).trim() };
  const [first = ''] = /^\S*/.exec(args) ?? [];
  return { first, rest: args.slice(first.length).trim() };
}

/** All of it as one name, quotes around it taken off, also one that was not closed. */
export function wholeName(args: string): string {
  const { first, rest } = firstWord(args);
  return (rest === '' ? first : args.trim()).replace(loneQuote, '').trim();
}

/** Whole numbers, in any of the three scripts' digits; NaN for a word that is none. */
export const wholeNumbers = (args: string): number[] =>
  asciiDigits(args)
    .split(/[\s,،]+/)
    .filter(Boolean)
    .map((word) => (/^\d{1,9}$/.test(word) ? Number(word) : Number.NaN));
