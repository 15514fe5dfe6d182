import type { InlineKeyboard } from 'grammy';
import type { Answer } from '../../../../preload/contract/answer.ts';
import { say } from '../../../lib/i18n.ts';
import { keyboard } from '../keyboard.ts';
import type { Talk } from '../talk.ts';

/** What can be done with an answer, under its last message. */
export function answerButtons(_talk: Talk, answer: Answer): InlineKeyboard | undefined {
  if (answer.sql === null) return undefined;
  const label = (key: string) => say(answer.language, `bot.button.${key}`);
  return keyboard([[[label('sql'), `sql:${answer.conversationId}`]]]);
}
