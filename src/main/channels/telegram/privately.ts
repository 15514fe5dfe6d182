import { GrammyError } from 'grammy';
import { say } from '../../lib/i18n.ts';
import type { Press } from './buttons/button.ts';
import { createTalk, type Talk } from './talk.ts';

/**
 * Shows what only the presser may see: where they pressed, or in their private chat when that was
 * in a group. Somebody who never wrote to the bot is told to begin with it.
 */
export async function privately(
  press: Press,
  show: (talk: Talk) => Promise<unknown>,
): Promise<void> {
  const { bot, person, group, updateId, language } = press;
  if (!group || person.telegramId === null) {
    await show(press);
    return;
  }
  const place = { chat: person.telegramId, group: false, messageId: 0, thread: null };
  try {
    await show(createTalk(bot, person, place, updateId));
    await press.note(say(language, 'bot.sentPrivately'));
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 403) throw error;
    await press.note(say(language, 'bot.startFirst'), true);
  }
}
