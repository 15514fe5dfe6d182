import type { ChatMember, User } from 'grammy/types';
import { z } from 'zod';
import { badRequest } from '../failure.ts';
import { chatId, integer, string } from '../params.ts';
import type { Room } from '../room.ts';
import { method } from './method.ts';

const getChat = method(z.object({ chat_id: chatId }), ({ world }, { chat_id }) => ({
  ...world.room(chat_id).chat,
  accent_color_id: 0,
  max_reaction_count: 11,
  accepted_gift_types: {
    unlimited_gifts: false,
    limited_gifts: false,
    unique_gifts: false,
    premium_subscription: false,
    gifts_from_channels: false,
  },
}));

/** A group's first administrator counts as its creator. */
function membership(room: Room, user: User): ChatMember {
  if (!room.members.has(user.id)) return { status: 'left', user };
  if (!room.admins.has(user.id)) return { status: 'member', user };
  const [creator] = room.admins;
  if (creator === user.id) return { status: 'creator', user, is_anonymous: false };
  return administrator(user);
}

const administrator = (user: User): ChatMember => ({
  status: 'administrator',
  user,
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_send_welcome_messages: false,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
});

const getChatMember = method(
  z.object({ chat_id: chatId, user_id: integer }),
  ({ world }, { chat_id, user_id }) => {
    const room = world.room(chat_id);
    const user = user_id === world.bot.id ? world.bot : world.people.get(user_id);
    if (!user) throw badRequest('PARTICIPANT_ID_INVALID');
    return membership(room, user);
  },
);

const getChatAdministrators = method(z.object({ chat_id: chatId }), ({ world }, { chat_id }) => {
  const room = world.room(chat_id);
  return [...room.admins].flatMap((id) => {
    const user = room.members.get(id);
    return user ? [membership(room, user)] : [];
  });
});

const getChatMemberCount = method(
  z.object({ chat_id: chatId }),
  ({ world }, { chat_id }) => world.room(chat_id).members.size,
);

const leaveChat = method(z.object({ chat_id: chatId }), ({ world }, { chat_id }) => {
  const room = world.openRoom(chat_id);
  if (room.chat.type === 'private') throw badRequest("chat can't be left");
  room.members.delete(world.bot.id);
  room.access = 'kicked';
  world.events.emit({ what: 'members', chat: chat_id });
  return true;
});

const getFile = method(z.object({ file_id: string }), ({ world }, { file_id }) => {
  const file = world.files.forDownload(file_id);
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    file_path: file.path,
  };
});

export const chats = {
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  leaveChat,
  getFile,
};
