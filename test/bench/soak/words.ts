import ar from '../../../resources/locales/ar.json' with { type: 'json' };
import en from '../../../resources/locales/en.json' with { type: 'json' };
import fa from '../../../resources/locales/fa.json' with { type: 'json' };

/** A mark of a question's own: whoever sees it in an answer knows which question it belongs to. */
const tokenShape = /\bref-[a-z]{8}\b/g;

export const tokensIn = (text: string): string[] => [...new Set(text.match(tokenShape) ?? [])];

export function newToken(random: () => number): string {
  const letter = () => String.fromCharCode(97 + Math.floor(random() * 26));
  return `ref-${Array.from({ length: 8 }, letter).join('')}`;
}

/** Customer n of the books has n orders. */
export const customers = 60;

const asked = [
  (n: number, token: string) => `How many orders did customer ${n} place? ${token}`,
  (n: number, token: string) => `كم عدد طلبات العميل ${n}؟ ${token}`,
  (n: number, token: string) => `مشتری ${n} چند سفارش دارد؟ ${token}`,
];

export const questionAbout = (n: number, token: string, language: number): string =>
  (asked[language % asked.length] ?? String)(n, token);

export const followUp = (token: string): string => `And the next customer? ${token}`;
export const smallTalk = (token: string): string => `Good morning to you! ${token}`;
export const chartWish = (token: string): string => `Orders of each customer as a chart ${token}`;
export const mailWish = (n: number, token: string, to: string): string =>
  `Send the number of orders of customer ${n} by mail to ${to} ${token}`;

export const customerIn = (text: string): number | null => {
  const found = /(?:customer|العميل|مشتری) (\d+)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

/** What a person reads, without the marks that only set its direction. */
export const plain = (text: string): string => text.replace(/[\u200e\u200f\u2066-\u2069]/g, '');

/** Sentences that are nothing but a word of the locale's would fit everything. */
const sentences = [en, ar, fa].flatMap(({ errors }) => Object.values(errors));
const shapeOf = (sentence: string): string =>
  sentence
    .split(/{{.*?}}|\$t\((?:[^()]|\([^()]*\))*\)/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*?');
const errorShapes = sentences
  .map(shapeOf)
  .filter((shape) => shape.length > 12)
  .map((shape) => new RegExp(`^${shape}$`, 's'));

/** Whether it is one of the product's own error sentences, in any of its languages. */
export const isErrorSentence = (text: string): boolean =>
  errorShapes.some((shape) => shape.test(plain(text).trim()));

const shapeOfMail = (key: 'sent' | 'failed' | 'unknown') =>
  [en, ar, fa].map(({ mail }) => new RegExp(`^${shapeOf(mail[key])}`, 's'));
const mailEnds = (['sent', 'failed', 'unknown'] as const).flatMap(shapeOfMail);
const draftHeads = [en, ar, fa].flatMap(({ mail }) => [mail.head.open, mail.head.queued]);

export const isDraft = (text: string): boolean =>
  draftHeads.some((head) => plain(text).startsWith(head));
export const isMailEnd = (text: string): boolean =>
  mailEnds.some((shape) => shape.test(plain(text)));

/** Text that is still being written. */
export const isUnderWay = (text: string): boolean => plain(text).trimEnd().endsWith('…');
