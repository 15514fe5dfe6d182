import type { InlineKeyboard } from 'grammy';
import type { Language } from '../../../../preload/contract/answer.ts';
import { say } from '../../../lib/i18n.ts';
import { keyboard } from '../keyboard.ts';
import { type Html, tell } from '../render/html.ts';
import { editHtml } from '../talk.ts';
import type { Button, Press } from './button.ts';

/** «Do it» and «No»; the first's label is `bot.button.<label>`. */
export const confirmation = (language: Language, label: string, data: string): InlineKeyboard =>
  keyboard([
    [
      [say(language, `bot.button.${label}`), data],
      [say(language, 'bot.button.no'), 'no'],
    ],
  ]);

/** Puts the outcome in the place of the question, so that it is not answered twice. */
export async function conclude(press: Press, text: Html, buttons?: InlineKeyboard): Promise<void> {
  if (press.under === null) await press.say(text, buttons ? { buttons } : {});
  else await editHtml(press.bot, press, press.under, text, buttons);
}

export const noButton: Button = {
  kind: 'no',
  press: (press) => conclude(press, tell(press.language, 'bot.nothingDone')),
};
