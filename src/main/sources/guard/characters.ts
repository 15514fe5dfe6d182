import { type Finding, finding } from './guard.ts';

/** Longer statements are not written by people, and cost the parsers time. */
export const maxLength = 50_000;

// Controls but tab and line ends, zero-width space, bidi embeddings, overrides and isolates, BOM,
// noncharacters, tags, halves of a pair. U+200C, U+200D, U+200E, U+200F pass: Persian and Arabic
// texts need them.
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060-\u2069\uFEFF\uFFF0-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E0FFF}]|\p{Cs}|\r(?!\n)/u;

/** Line ends to some, plain characters to others: only inside a quoted text are they harmless. */
export const lineSeparators = /[\u2028\u2029]/;

export function judgeCharacters(sql: string): Finding | null {
  if (sql.length > maxLength)
    return finding('too_long', `The statement is longer than ${maxLength} characters.`);
  const odd = forbidden.exec(sql);
  if (odd === null) return null;
  const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return finding('characters', `The character U+${code} is not allowed in a statement.`);
}
