import type { Message } from 'grammy/types';
import { tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';

const kinds = ['voice', 'video_note', 'audio', 'sticker', 'photo', 'document', 'location'] as const;

/** People coming and going, pinned messages and the like need no answer. */
export function isService(message: Message): boolean {
  const said = [
    'text',
    'caption',
    'poll',
    'contact',
    'dice',
    'video',
    'animation',
    'venue',
    'story',
    'game',
    'paid_media',
    'checklist',
    ...kinds,
  ];
  return !said.some((field) => field in message);
}

/** What the bot cannot read is said to be so; in groups only where the bot was meant. */
export async function unreadable(talk: Talk, message: Message): Promise<void> {
  const { bot, group, language } = talk;
  const meant =
    message.reply_to_message?.from?.id === bot.id ||
    message.caption?.toLowerCase().includes(`@${bot.username.toLowerCase()}`);
  if (group && !meant) return;
  const kind = kinds.find((field) => field in message) ?? 'other';
  await talk.say(tell(language, `bot.unreadable.${kind}`));
}
