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

const asking =
  /^\s*(?:please\s+)?(?:send|e-?mail|mail|forward)\b(?:\s+(?:me|us|it|this|that))?|\b(?:by|via) e-?mail\b|(?:أرسل|ارسل|ابعث)(?:ها|ه)?|بالبريد(?:\s+الإلكتروني)?|(?:را\s+)?(?:بفرست|ارسال کن|ایمیل کن)|(?<=\s)(?:to|for|إلى|الى|به|برای|and|و)\s*$/giu;

/** What is to be mailed: the question without whom to and that. */
export function mailTopic(question: string): string {
  const bare = addresses(question).reduce((text, address) => {
    const [before = '', ...after] = text.split(address);
    return `${before.replace(/\s(?:to|for|إلى|الى|به|برای)\s*$/iu, ' ')}${after.join(' ')}`;
  }, question);
  const topic = bare
    .replace(asking, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,،;:.]+|[\s,،;:.]+$/g, '');
  return topic === '' ? question : topic;
}
