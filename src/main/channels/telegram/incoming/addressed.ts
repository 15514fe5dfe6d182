import type { Message } from 'grammy/types';
import type { Bot } from '../bot.ts';

/** What a person wants of the bot with a text. */
export type Wish =
  | { type: 'command'; name: string; args: string; named: boolean }
  | { type: 'question'; text: string }
  /** Said among people, not to the bot. */
  | { type: 'none' };

const command = /^\/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?:\s+|$)/i;

/** In a group the bot is meant when mentioned, answered, or by a command; elsewhere always. */
export function wishOf(bot: Bot, message: Message, text: string): Wish {
  const group = message.chat.type !== 'private';
  const trimmed = text.trim();
  const [whole, name, to] = command.exec(trimmed) ?? [];
  if (whole !== undefined && name !== undefined) {
    if (to !== undefined && !isMe(bot, to)) return { type: 'none' };
    const args = trimmed.slice(whole.length).trim();
    return { type: 'command', name: name.toLowerCase(), args, named: !group || to !== undefined };
  }
  const bare = withoutMention(bot, trimmed);
  if (!group || bare !== trimmed || message.reply_to_message?.from?.id === bot.id)
    return { type: 'question', text: bare };
  return { type: 'none' };
}

const isMe = (bot: Bot, name: string): boolean => name.toLowerCase() === bot.username.toLowerCase();

/** The text without `@bot`, wherever it stands. */
function withoutMention(bot: Bot, text: string): string {
  if (!text.includes('@')) return text;
  const mention = new RegExp(`(^|\\s)@${bot.username}(?![A-Za-z0-9_])[,:،]?`, 'gi');
  return text.replace(mention, '$1').replace(/ {2,}/g, ' ').trim();
}
