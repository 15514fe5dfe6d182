import type { InlineKeyboardButton, User } from 'grammy/types';
import type { Change } from '../events.ts';
import { present, type Room, type RoomMessage, type Stored } from '../room.ts';
import { view } from '../view.ts';
import type { World } from '../world.ts';
import type { PageButton, PageChat, PageEvent, PageFile, PageMessage } from './model.ts';

const kept = 500;

export function pageChat(world: World, room: Room): PageChat {
  const messages = present(room).slice(-kept);
  return {
    ...chatHead(world, room),
    messages: messages.map((one) => pageMessage(world, room, one)),
  };
}

function chatHead(world: World, room: Room): Omit<PageChat, 'messages'> {
  const { action, draft } = view(world, room);
  const members = [...room.members.values()].filter(({ is_bot }) => !is_bot);
  return {
    id: room.chat.id,
    title: room.chat.type === 'private' ? nameOf(room.chat) : room.chat.title,
    group: room.chat.type !== 'private',
    members: members.map(({ id }) => id),
    blocked: room.access === 'blocked',
    menus: Object.fromEntries(members.map((user) => [user.id, menu(world, room, user)])),
    action,
    draft: draft && { text: draft.text, entities: draft.entities ?? [], canStop: draft.canStop },
  };
}

const menu = (world: World, room: Room, { id, language_code: language = '' }: User) =>
  world.commands.seen(room.chat, { id, language, admin: room.admins.has(id) });

const nameOf = ({ first_name, last_name }: { first_name: string; last_name?: string }): string =>
  [first_name, last_name].filter(Boolean).join(' ');

function pageMessage(world: World, room: Room, { message, reactions }: Stored): PageMessage {
  const origin = message.forward_origin;
  return {
    chat: room.chat.id,
    id: message.message_id,
    from: { id: message.from.id, name: nameOf(message.from), bot: message.from.is_bot },
    at: message.date * 1000,
    edited: message.edit_date !== undefined,
    kind: kindOf(message),
    text: textOf(message),
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(pageButton)),
    file: fileOf(world, message),
    reply: replyOf(message),
    forwardedFrom: origin?.type === 'user' ? nameOf(origin.sender_user) : null,
    reactions: [...reactions.values()],
    wantsReply: wantsReply(room, message.message_id),
  };
}

const wantsReply = ({ keyboard, keyboardOf }: Room, id: number): boolean =>
  keyboardOf === id && keyboard !== null && 'force_reply' in keyboard;

function kindOf(message: RoomMessage): PageMessage['kind'] {
  if (message.photo) return 'photo';
  if (message.document) return 'document';
  if (message.voice) return 'voice';
  if (message.sticker) return 'sticker';
  if (message.new_chat_members) return 'joined';
  if (message.left_chat_member) return 'left';
  return message.location || message.contact ? 'place' : 'text';
}

function textOf(message: RoomMessage): string {
  const { location, contact } = message;
  if (location) return `${location.latitude}, ${location.longitude}`;
  return message.text ?? message.caption ?? message.sticker?.emoji ?? contact?.phone_number ?? '';
}

function pageButton(button: InlineKeyboardButton): PageButton {
  return {
    text: button.text,
    style: button.style ?? '',
    ...('callback_data' in button && { data: button.callback_data }),
    ...('url' in button && { url: button.url }),
    ...('copy_text' in button && { copy: button.copy_text.text }),
  };
}

function fileOf(world: World, message: RoomMessage): PageFile | null {
  const id = message.document?.file_id ?? message.photo?.at(-1)?.file_id ?? message.voice?.file_id;
  const file = id === undefined ? undefined : world.files.find(id);
  if (!file) return null;
  const picture = message.photo ? file.size : null;
  return { id: file.id, name: file.name, bytes: file.bytes.length, picture };
}

function replyOf(message: RoomMessage): PageMessage['reply'] {
  const reply = message.reply_to_message;
  if (!reply?.from) return null;
  const text = reply.text ?? reply.caption ?? reply.document?.file_name ?? '';
  return { id: reply.message_id, name: nameOf(reply.from), text: text.slice(0, 200) };
}

/** What the page must hear of a change; nothing for most. */
export function pageEvents(world: World, change: Change): PageEvent[] {
  if (change.what === 'commands') return [...world.rooms.values()].map((room) => head(world, room));
  if (change.what === 'answer') {
    const answer = world.presses.get(change.press)?.answer;
    const { text = '', alert = false } = answer ?? {};
    return [{ type: 'answer', press: change.press, text, alert }];
  }
  const room = 'chat' in change ? world.rooms.get(change.chat) : undefined;
  if (!room || !('chat' in change)) return [];
  if (change.what === 'delete') return [{ type: 'gone', chat: change.chat, id: change.id }];
  const stored = 'id' in change ? room.messages.get(change.id) : undefined;
  if (!stored) return [head(world, room)];
  const event: PageEvent = { type: 'message', message: pageMessage(world, room, stored) };
  return change.what === 'message' ? [event, head(world, room)] : [event];
}

const head = (world: World, room: Room): PageEvent => ({
  type: 'chat',
  chat: chatHead(world, room),
});
