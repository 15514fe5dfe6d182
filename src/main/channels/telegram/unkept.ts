import type { Message, Update } from 'grammy/types';
import type { Bot } from './bot.ts';
import { profileOf } from './person.ts';
import { direct } from './render/direction.ts';
import { type Html, tell } from './render/html.ts';
import { sendHtml } from './talk.ts';

/**
 * Messages that cannot be journalled, mostly because the disk is full: Telegram keeps them until
 * they can be, and who wrote them is told so once.
 */
export interface Unkept {
  tell(updates: readonly Update[]): void;
  /** From here on people are told again. */
  over(): void;
}

export function createUnkept(bot: Bot): Unkept {
  const told = new Set<number>();
  const say = async ({ chat, from, message_id: messageId }: Message) => {
    const { language } = from ? profileOf(from) : { language: 'en' as const };
    const place = { chat: chat.id, group: false, messageId, thread: null };
    await sendHtml(bot, place, direct(language, tell(language, 'bot.unkept')) as Html);
  };
  return {
    tell(updates) {
      for (const { message } of updates) {
        if (message?.chat.type !== 'private' || told.has(message.chat.id)) continue;
        told.add(message.chat.id);
        say(message).catch((error: unknown) => {
          bot.log.info({ err: error }, 'who waits for the disk was not told');
        });
      }
    },
    over: () => told.clear(),
  };
}
