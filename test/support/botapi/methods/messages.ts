import { z } from 'zod';
import { badRequest } from '../failure.ts';
import { format, messageText } from '../format/formatted.ts';
import { chatId, flag, integer, json, string } from '../params.ts';
import type { Content } from '../room.ts';
import { captionContent } from './media.ts';
import { method } from './method.ts';
import { captioned, entities, ownContent, send, sending } from './send.ts';

const text = z.object({ text: string, parse_mode: string.optional(), entities });

const linkPreview = json(
  z.object({
    is_disabled: z.boolean().optional(),
    url: z.string().optional(),
    prefer_small_media: z.boolean().optional(),
    prefer_large_media: z.boolean().optional(),
    show_above_text: z.boolean().optional(),
  }),
).optional();

/** A text message's own part. */
export function textContent(params: z.infer<typeof text>): Content {
  const formatted = messageText(params);
  return {
    text: formatted.text,
    ...(formatted.entities.length > 0 && { entities: formatted.entities }),
  };
}

const sendMessage = method(
  z.object({ ...sending.shape, ...text.shape, link_preview_options: linkPreview }),
  ({ world }, params) => send(world, params, () => textContent(params)),
);

const source = z.object({ from_chat_id: chatId, message_id: integer });

const copyMessage = method(
  z.object({ ...sending.shape, ...source.shape, ...captioned.shape }),
  ({ world }, params) => {
    const original = world.room(params.from_chat_id).messages.get(params.message_id);
    if (!original || original.deleted) throw badRequest('message to copy not found');
    const content = ownContent(original.message);
    const caption = params.caption === undefined ? {} : captionContent(params);
    const sent = send(world, params, () => ({ ...content, ...caption }));
    return { message_id: sent.message_id };
  },
);

const forwardMessage = method(
  z.object({ ...sending.shape, ...source.shape }),
  ({ world }, params) => {
    const original = world.room(params.from_chat_id).messages.get(params.message_id);
    if (!original || original.deleted) throw badRequest('message to forward not found');
    const { from, date } = original.message;
    return send(world, params, () => ({
      ...ownContent(original.message),
      forward_origin: { type: 'user', sender_user: from, date },
    }));
  },
);

const chatActions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

const sendChatAction = method(
  z.object({ chat_id: chatId, action: string }),
  ({ world }, { chat_id, action }) => {
    const room = world.openRoom(chat_id);
    if (!chatActions.has(action)) throw badRequest('wrong parameter action in request');
    room.action = { what: action, at: world.clock.now() };
    world.events.emit({ what: 'action', chat: chat_id });
    return true;
  },
);

/** https://core.telegram.org/bots/api#sendmessagedraft: 0 to 4,096 characters, gone after 30 s. */
const sendMessageDraft = method(
  z.object({
    chat_id: chatId,
    draft_id: integer,
    text: string.default(''),
    parse_mode: string.optional(),
    entities,
    can_stop: flag.default(false),
  }),
  ({ world }, params) => {
    const room = world.openRoom(params.chat_id);
    if (room.chat.type !== 'private') throw badRequest('chat not found');
    if (params.draft_id === 0) throw badRequest('DRAFT_ID_INVALID');
    const formatted = format(params);
    if (formatted.text.length > 4096) throw badRequest('message is too long');
    const at = world.clock.now();
    room.draft = { id: params.draft_id, ...formatted, canStop: params.can_stop, at };
    world.events.emit({ what: 'draft', chat: params.chat_id });
    return true;
  },
);

const reaction = z.object({ type: z.literal('emoji'), emoji: z.string() });

const setMessageReaction = method(
  z.object({
    chat_id: chatId,
    message_id: integer,
    reaction: json(z.array(reaction).max(1, 'REACTIONS_TOO_MANY')).default([]),
  }),
  ({ world }, params) => {
    const stored = world.openRoom(params.chat_id).messages.get(params.message_id);
    if (!stored || stored.deleted) throw badRequest('message to react not found');
    const emoji = params.reaction[0]?.emoji;
    if (emoji === undefined) stored.reactions.delete(world.bot.id);
    else stored.reactions.set(world.bot.id, emoji);
    world.events.emit({ what: 'reaction', chat: params.chat_id, id: params.message_id });
    return true;
  },
);

export const messages = {
  sendMessage,
  copyMessage,
  forwardMessage,
  sendChatAction,
  sendMessageDraft,
  setMessageReaction,
};
