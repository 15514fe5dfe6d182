import { asciiDigits } from '../lib/digits.ts';
import type { Random } from '../lib/random.ts';

/** 32 signs without 0, 1, I and O: 12 of them are 60 bits, and a byte picks one without bias. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const codeLength = 12;

export const newCode = (random: Random): string =>
  Array.from(random.bytes(codeLength), (byte) => alphabet.charAt(byte % alphabet.length)).join('');

/** One word of a code's length, or groups of it. */
export const isCodeLike = (text: string): boolean =>
  /^[\p{L}\p{N}]{4}(-?)[\p{L}\p{N}]{4}\1[\p{L}\p{N}]{4}$/u.test(text.trim());

/** As people type it: small letters, blanks, dashes, Arabic-Indic or Persian digits. */
export const tidyCode = (text: string): string =>
  asciiDigits(text)
    .replace(/[\s\u200b-\u200f\u2066-\u2069_-]/g, '')
    .toUpperCase();
