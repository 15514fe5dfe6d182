import type { User } from 'grammy/types';
import type { Room, RoomMessage } from './room.ts';
import type { World } from './world.ts';

/**
 * Whether Telegram hands a group message to a bot in privacy mode: commands, mentions, replies to
 * the bot, and service messages. https://core.telegram.org/bots/features#privacy-mode
 */
export function botReads(world: World, room: Room, message: RoomMessage): boolean {
  if (room.chat.type === 'private' || world.bot.can_read_all_group_messages) return true;
  if (message.new_chat_members || message.left_chat_member) return true;
  if (message.reply_to_message?.from?.id === world.bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const name = `@${world.bot.username}`.toLowerCase();
  return (message.entities ?? message.caption_entities ?? []).some((entity) => {
    const part = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
    if (entity.type === 'bot_command') return !part.includes('@') || part.endsWith(name);
    if (entity.type === 'text_mention') return entity.user.id === world.bot.id;
    return entity.type === 'mention' && part === name;
  });
}

/** Tells the bot that it was let in, blocked or thrown out. */
export function tellMembership(
  world: World,
  room: Room,
  by: User,
  change: { from: 'member' | 'kicked' | 'left'; to: 'member' | 'kicked' | 'left' },
): void {
  const member = (status: 'member' | 'kicked' | 'left') =>
    status === 'kicked' ? { status, user: world.bot, until_date: 0 } : { status, user: world.bot };
  world.updates.push({
    my_chat_member: {
      chat: room.chat,
      from: by,
      date: world.seconds(),
      old_chat_member: member(change.from),
      new_chat_member: member(change.to),
    },
  });
  world.events.emit({ what: 'members', chat: room.chat.id });
}
