import { tokenize } from '../words/tokens.ts';

/** The e-mail addresses in a text, each once. */
export const addresses = (question: string): string[] => [
  ...new Set(
    tokenize(question)
      .filter(({ kind }) => kind === 'email')
      .map(({ raw }) => raw),
  ),
];

const words =
  /^\s*(?:please\s+)?(?:send|e-?mail|mail|forward)\b(?!s? of\b)|\b(?:by|via) e-?mail\b|أرسل|ارسل|ابعث|بالبريد|بفرست|ارسال کن|ایمیل کن/iu;

/** Whether the answer is to be mailed: an address in the text, or words that ask for it. */
export const asksForMail = (question: string): boolean =>
  addresses(question).length > 0 || words.test(question);
