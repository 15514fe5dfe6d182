import { z } from 'zod';
import { badRequest } from '../failure.ts';
import { readMarkup, replyMarkup } from '../markup.ts';
import { chatId, flag, integer, json, string } from '../params.ts';
import type { Content, Room, RoomMessage } from '../room.ts';
import type { World } from '../world.ts';

export const entities = json(
  z.array(
    z.union([
      z.object({ type: z.literal('text_link'), offset: z.int(), length: z.int(), url: z.string() }),
      z
        .object({
          type: z.literal('pre'),
          offset: z.int(),
          length: z.int(),
          language: z.string().optional(),
        })
        .transform(({ language, ...entity }) => ({ ...entity, ...(language && { language }) })),
      z.object({
        type: z.enum([
          'mention',
          'hashtag',
          'cashtag',
          'bot_command',
          'url',
          'email',
          'phone_number',
          'bold',
          'italic',
          'underline',
          'strikethrough',
          'spoiler',
          'blockquote',
          'expandable_blockquote',
          'code',
        ]),
        offset: z.int(),
        length: z.int(),
      }),
    ]),
  ),
).optional();

/** What every sending method takes. */
export const sending = z.object({
  chat_id: chatId,
  reply_markup: replyMarkup.optional(),
  reply_parameters: json(
    z.looseObject({
      message_id: z.int(),
      allow_sending_without_reply: z.boolean().optional(),
      quote: z.string().optional(),
    }),
  ).optional(),
  reply_to_message_id: integer.optional(),
  disable_notification: flag.optional(),
  protect_content: flag.optional(),
});

export const captioned = z.object({
  caption: string.optional(),
  parse_mode: string.optional(),
  caption_entities: entities,
});

export type Sending = z.infer<typeof sending>;

/** Sends as the bot: rate limits, the answered message, keyboards; clears typing and draft. */
export function send(world: World, params: Sending, content: (room: Room) => Content): RoomMessage {
  const room = world.openRoom(params.chat_id);
  const made = content(room);
  const { inline, keyboard } = readMarkup(params.reply_markup);
  const reply = replied(room, params);
  world.limiter?.admit(room.chat.id);
  room.action = null;
  room.draft = null;
  if (keyboard !== null) {
    room.keyboard = 'remove_keyboard' in keyboard ? null : keyboard;
    room.keyboardOf = room.lastId + 1;
  }
  return world.addMessage(room, world.bot, {
    ...made,
    ...reply,
    ...(inline && { reply_markup: inline }),
    ...(params.protect_content && { has_protected_content: true }),
  });
}

function replied(room: Room, params: Sending): Content {
  const id = params.reply_parameters?.message_id ?? params.reply_to_message_id;
  if (id === undefined) return {};
  const stored = room.messages.get(id);
  if (!stored || stored.deleted) {
    if (params.reply_parameters?.allow_sending_without_reply) return {};
    throw badRequest('message to be replied not found');
  }
  const quote = params.reply_parameters?.quote;
  if (quote === undefined) return { reply_to_message: withoutReply(stored.message) };
  const position = (stored.message.text ?? stored.message.caption ?? '').indexOf(quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return {
    reply_to_message: withoutReply(stored.message),
    quote: { text: quote, position, is_manual: true },
  };
}

/** A message inside another never carries a third. */
export function withoutReply(message: RoomMessage): NonNullable<Content['reply_to_message']> {
  const { reply_to_message: _, ...rest } = message;
  return rest as NonNullable<Content['reply_to_message']>;
}

/** A message's own part: what a copy or a forward takes along. */
export function ownContent(message: RoomMessage): Content {
  const { message_id: _id, date: _date, chat: _chat, from: _from, ...rest } = message;
  const { reply_markup: _markup, reply_to_message: _reply, edit_date: _edited, ...content } = rest;
  return content;
}
