import { languages } from '../../../preload/contract/answer.ts';
import { say } from '../../lib/i18n.ts';

/** The messages that ask for words in a reply. */
export const askingKeys = {
  reason: 'bot.opinion.write',
  subject: 'mail.ask.subject',
  recipients: 'mail.ask.recipients',
  body: 'mail.ask.body',
} as const;

/** Whether a message of ours asked for words: a reply to it is no question, however late. */
export const asksForWords = (text: string | undefined): boolean =>
  Object.values(askingKeys).some((key) => languages.some((one) => say(one, key) === text));
