import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { badRequest } from './failure.ts';
import { json } from './params.ts';
import type { Keyboard } from './room.ts';

const button = z.looseObject({
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
});
const inline = z.object({ inline_keyboard: z.array(z.array(button)) });

const label = z.union([z.string().transform((text) => ({ text })), z.object({ text: z.string() })]);
const keyboard = z.union([
  z.object({ keyboard: z.array(z.array(label)) }),
  z.object({ remove_keyboard: z.literal(true) }),
  z
    .object({ force_reply: z.literal(true), input_field_placeholder: z.string().optional() })
    .transform(({ input_field_placeholder: placeholder, ...rest }) => ({
      ...rest,
      ...(placeholder !== undefined && { input_field_placeholder: placeholder }),
    })),
]);

/** Any of the four kinds of keyboard. */
export const replyMarkup = json(z.union([inline, keyboard]));

type GivenMarkup = z.infer<typeof replyMarkup>;
type GivenButton = z.infer<typeof button>;

export interface Markup {
  /** Under the message; undefined for none. */
  inline: InlineKeyboardMarkup | undefined;
  /** For the person's keyboard; null leaves it as it is. */
  keyboard: Keyboard | null;
}

/** Checks what Telegram checks of a keyboard. Throws 400. */
export function readMarkup(given: GivenMarkup | undefined): Markup {
  if (given === undefined) return { inline: undefined, keyboard: null };
  if (!('inline_keyboard' in given)) return { inline: undefined, keyboard: given };
  const rows = given.inline_keyboard.map((buttons) => buttons.map(readButton));
  const full = rows.filter((buttons) => buttons.length > 0);
  if (full.flat().length > 100) throw badRequest('reply markup is too long');
  return { inline: full.length === 0 ? undefined : { inline_keyboard: full }, keyboard: null };
}

const decorations = new Set(['text', 'style', 'icon_custom_emoji_id']);

function readButton(given: GivenButton): InlineKeyboardButton {
  const actions = Object.keys(given).filter((name) => !decorations.has(name));
  if (given.text === '') {
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be non-empty');
  }
  if (actions.length === 0) {
    throw badRequest(
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    );
  }
  if (actions.length > 1) throw badRequest('BUTTON_TYPE_INVALID');
  const look = { text: given.text, ...(given.style && { style: given.style }) };
  return { ...look, ...action(given) };
}

function action(given: GivenButton) {
  const { callback_data: data, url, copy_text: copy } = given;
  if (typeof data === 'string') {
    const bytes = Buffer.byteLength(data);
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
    return { callback_data: data };
  }
  if (typeof url === 'string') {
    if (!/^(https?|tg|ton):/i.test(url) || !URL.canParse(url)) {
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    }
    return { url };
  }
  const copied = z.object({ text: z.string().min(1).max(256) }).safeParse(copy);
  if (copied.success) return { copy_text: copied.data };
  throw badRequest("can't parse inline keyboard button: the stand-in knows no such button");
}
