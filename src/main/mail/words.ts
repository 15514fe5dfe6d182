import type { Language } from '../../preload/contract/answer.ts';
import type { MailRules } from '../../preload/contract/mail.ts';
import { say } from '../lib/i18n.ts';

/** Characters, so that a whole draft fits into one message of Telegram. */
export const longest = { subject: 200, whole: 3_000, recipients: 600 };

/** Controls, and marks that turn the direction of what follows: no place for them in one line. */
const notInALine = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const notInText = /[^\P{Cc}\n\t]|[\u202a-\u202e]/gu;

/** What cutting may leave of a letter of two units. */
const halfLetter = /[\ud800-\udbff]$/;

/** One line: whatever could begin another header is gone. */
export const tidySubject = (text: string): string =>
  text
    .toWellFormed()
    .replace(notInALine, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest.subject)
    .replace(halfLetter, '')
    .trimEnd();

/** Paragraphs, with line ends of one kind. */
export const tidyBody = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(notInText, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** A text as long as may be, cut at a line or a word. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 2);
  const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '), most / 2);
  return `${head.slice(0, at).replace(halfLetter, '').trimEnd()} …`;
}

export interface Frame {
  greeting: string;
  signature: string;
}

/** Greeting and signature by the rules, or our own words where they have none. */
export function frameOf(
  rules: MailRules,
  language: Language,
  { name, organization }: { name: string; organization: string | null },
): Frame {
  const filled = (text: string): string =>
    tidyBody(
      text.replace(/\{(name|organization)\}/g, (_, hole) =>
        hole === 'name' ? name : (organization ?? ''),
      ),
    );
  const from = organization === null ? name : `${name}\n${organization}`;
  return {
    greeting: filled(rules.greeting[language] ?? say(language, 'mail.greeting')),
    signature: filled(rules.signature[language] ?? say(language, 'mail.signature', { from })),
  };
}

/** The whole text of a mail: what is shown, and byte for byte what is sent. */
export const wholeBody = (parts: { greeting: string; body: string; signature: string }): string =>
  [parts.greeting, parts.body, parts.signature].filter((part) => part !== '').join('\n\n');

/** New words for the middle: a greeting and signature that were copied along are not doubled. */
export function middleOf(text: string, { greeting, signature }: Frame): string {
  let body = tidyBody(text);
  if (greeting !== '' && body.startsWith(greeting)) body = body.slice(greeting.length).trim();
  if (signature !== '' && body.endsWith(signature)) body = body.slice(0, -signature.length).trim();
  return body;
}

/** How long a body may be between the two. */
export const roomIn = ({ greeting, signature }: { greeting: string; signature: string }): number =>
  longest.whole - wholeBody({ greeting, body: '', signature }).length - 4;

/** As many recipients as can be shown whole. */
export const fitting = (to: readonly string[]): string[] =>
  to.filter((_, at) => to.slice(0, at + 1).join(', ').length <= longest.recipients);
