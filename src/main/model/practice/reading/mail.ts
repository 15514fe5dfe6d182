import { tokenize } from '../words/tokens.ts';
import { withoutShape } from './shape.ts';

/** The e-mail addresses in a text, each once. */
export const addresses = (question: string): string[] => [
  ...new Set(
    tokenize(question)
      .filter(({ kind }) => kind === 'email')
      .map(({ raw }) => raw),
  ),
];

const toWhom =
  /\s(?:to|إلى|الى|به|برای)\s+(\p{L}[\p{L}\p{M}'.-]*(?:\s\p{L}[\p{L}\p{M}'.-]*){0,2}?)(?=\s*$|\s*[.,،!]|\s(?:by|via|with|مع|بالبريد|با|ایمیل|بفرست|ارسال)(?:\s|$))/iu;
const nobody = /^(?:me|us|myself|everyone|لي|لنا|من|ما|خودم)$/iu;
/** «from January to March» goes to nobody. */
const fromTo = /\bfrom\b|(?:^|\s)(?:من|از)\s/iu;

/** Whom a mail is to go to by name, where no address is written: «email it to Sara». */
export function namedRecipient(question: string): string | null {
  if (addresses(question).length > 0 || fromTo.test(question)) return null;
  const name = toWhom.exec(question)?.[1];
  return name === undefined || nobody.test(name) ? null : name;
}

/** The question without that name. */
export const withoutRecipient = (question: string): string =>
  namedRecipient(question) === null ? question : question.replace(toWhom, ' ');

const words =
  /^\s*(?:please\s+)?(?:send|e-?mail|mail|forward)\b(?!s? of\b)|\b(?:by|via) e-?mail\b|أرسل|ارسل|ابعث|بالبريد|بفرست|ارسال کن|ایمیل کن/iu;

/** Whether the answer is to be mailed: an address in the text, or words that ask for it. */
export const asksForMail = (question: string): boolean =>
  addresses(question).length > 0 || words.test(question);

const asking =
  /^\s*(?:please\s+)?(?:send|e-?mail|mail|forward)\b(?:\s+(?:me|us|it|this|that))?|\b(?:by|via) e-?mail\b|(?:أرسل|ارسل|ابعث)(?:ها|ه)?|بالبريد(?:\s+الإلكتروني)?|(?:را\s+)?(?:بفرست|ارسال کن|ایمیل کن)|(?<=\s)(?:to|for|إلى|الى|به|برای|and|و)\s*$/giu;

/** What is to be mailed: the question without whom to and that. */
export function mailTopic(question: string): string {
  const named = withoutRecipient(question);
  const bare = addresses(question).reduce((text, address) => {
    const [before = '', ...after] = text.split(address);
    return `${before.replace(/\s(?:to|for|إلى|الى|به|برای)\s*$/iu, ' ')}${after.join(' ')}`;
  }, named);
  const topic = withoutShape(bare)
    .replace(asking, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,،;:.]+|[\s,،;:.]+$/g, '');
  return topic === '' ? question : topic;
}
