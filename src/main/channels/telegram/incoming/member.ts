import type { ChatMemberUpdated } from 'grammy/types';
import type { Bot } from '../bot.ts';
import { profileOf } from '../person.ts';
import { tell } from '../render/html.ts';
import { createTalk } from '../talk.ts';
import { atTheEdge } from './edge.ts';

/** The bot was let in, blocked or thrown out. */
export async function handleMember(bot: Bot, change: ChatMemberUpdated): Promise<void> {
  const { chat, from, new_chat_member: now, old_chat_member: before } = change;
  const inside = isInside(now.status);
  if (chat.type === 'private') {
    bot.people.users.setReachable(chat.id, inside);
    return;
  }
  if (!inside || isInside(before.status) || chat.type === 'channel') return;
  const { person } = bot.people.users.register(profileOf(from));
  const place = { chat: chat.id, group: false, messageId: 0, thread: null };
  const talk = createTalk(bot, person, place, 0);
  const hello = tell(person.language, 'bot.group.hello', { bot: `@${bot.username}` });
  await atTheEdge(talk, person.language, () => talk.say(hello));
}

const isInside = (status: string): boolean => status !== 'kicked' && status !== 'left';
