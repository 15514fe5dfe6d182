import { z } from 'zod';
import { badRequest } from '../failure.ts';
import { readMarkup, replyMarkup } from '../markup.ts';
import { chatId, integer, json, string } from '../params.ts';
import type { Content, Room, RoomMessage, Stored } from '../room.ts';
import type { World } from '../world.ts';
import { captionContent, mediaContent, oneMedia } from './media.ts';
import { textContent } from './messages.ts';
import { method } from './method.ts';
import { captioned, entities } from './send.ts';

const target = z.object({
  chat_id: chatId,
  message_id: integer,
  reply_markup: replyMarkup.optional(),
});

type Target = z.infer<typeof target>;

/** The bot's own message, or Telegram's words for why it cannot be edited. */
function editable(world: World, params: Target): { room: Room; stored: Stored } {
  const room = world.openRoom(params.chat_id);
  const stored = room.messages.get(params.message_id);
  if (!stored || stored.deleted) throw badRequest('message to edit not found');
  if (stored.message.from.id !== world.bot.id) throw badRequest("message can't be edited");
  return { room, stored };
}

/** Takes away `dropped`, adds `content`; a keyboard that is not given anew goes, as on Telegram. */
function edit(world: World, params: Target, dropped: (keyof Content)[], content: Content) {
  const { room, stored } = editable(world, params);
  const kept: RoomMessage = { ...stored.message };
  for (const field of [...dropped, 'reply_markup'] as const) delete kept[field];
  const { inline } = readMarkup(params.reply_markup);
  const next = { ...kept, ...content, ...(inline && { reply_markup: inline }) };
  if (same(next, stored.message)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  world.limiter?.admit(room.chat.id);
  const edited: RoomMessage = { ...next, edit_date: world.seconds() };
  world.replaceMessage(room, stored, edited);
  return edited;
}

const same = (a: RoomMessage, b: RoomMessage): boolean => face(a) === face(b);

/** What a person sees of a message, in a fixed order of fields. */
const face = (message: RoomMessage): string =>
  JSON.stringify([
    message.text,
    message.entities,
    message.caption,
    message.caption_entities,
    message.document?.file_unique_id,
    message.photo?.[0]?.file_unique_id,
    message.reply_markup,
  ]);

const editMessageText = method(
  z.object({ ...target.shape, text: string, parse_mode: string.optional(), entities }),
  ({ world }, params) => {
    if (editable(world, params).stored.message.text === undefined) {
      throw badRequest('there is no text in the message to edit');
    }
    return edit(world, params, ['text', 'entities'], textContent(params));
  },
);

const editMessageCaption = method(
  z.object({ ...target.shape, ...captioned.shape }),
  ({ world }, params) => {
    const { message } = editable(world, params).stored;
    if (message.photo === undefined && message.document === undefined) {
      throw badRequest('there is no caption in the message to edit');
    }
    return edit(world, params, ['caption', 'caption_entities'], captionContent(params));
  },
);

const editMessageReplyMarkup = method(target, ({ world }, params) => edit(world, params, [], {}));

const editMessageMedia = method(
  z.object({ ...target.shape, media: oneMedia }),
  async (context, params) => {
    editable(context.world, params);
    const content = await mediaContent(context, params.media);
    const dropped = [
      'text',
      'entities',
      'photo',
      'document',
      'caption',
      'caption_entities',
    ] as const;
    return edit(context.world, params, [...dropped], content);
  },
);

const twoDays = 48 * 3600;

function remove(world: World, room: Room, id: number): boolean {
  const stored = room.messages.get(id);
  if (!stored || stored.deleted) return false;
  if (world.seconds() - stored.message.date > twoDays) {
    throw badRequest("message can't be deleted for everyone");
  }
  world.deleteMessage(room, stored);
  return true;
}

const deleteMessage = method(
  z.object({ chat_id: chatId, message_id: integer }),
  ({ world }, { chat_id, message_id }) => {
    const room = world.openRoom(chat_id);
    const theirs = room.messages.get(message_id)?.message.from.id !== world.bot.id;
    if (theirs && room.chat.type !== 'private' && room.messages.has(message_id)) {
      throw badRequest("message can't be deleted");
    }
    if (!remove(world, room, message_id)) throw badRequest('message to delete not found');
    return true;
  },
);

const deleteMessages = method(
  z.object({ chat_id: chatId, message_ids: json(z.array(z.int()).min(1).max(100)) }),
  ({ world }, { chat_id, message_ids }) => {
    const room = world.openRoom(chat_id);
    for (const id of message_ids) remove(world, room, id);
    return true;
  },
);

export const edits = {
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageMedia,
  deleteMessage,
  deleteMessages,
};
