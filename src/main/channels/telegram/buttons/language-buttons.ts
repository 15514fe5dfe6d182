import type { InlineKeyboard } from 'grammy';
import { Language, languages } from '../../../../preload/contract/answer.ts';
import { keyboard } from '../keyboard.ts';
import { tell } from '../render/html.ts';
import { editHtml } from '../talk.ts';
import type { Button } from './button.ts';

/** Each in its own language, so that everybody finds theirs. */
const names: Record<Language, string> = { en: 'English', ar: 'العربية', fa: 'فارسی' };

export const languageButtons = (now: Language): InlineKeyboard =>
  keyboard([
    languages.map((language) => [
      language === now ? `✓ ${names[language]}` : names[language],
      `lang:${language}`,
    ]),
  ]);

export const languageButton: Button = {
  kind: 'lang',
  async press(press, [code]) {
    const { bot, person, under } = press;
    const language = Language.parse(code);
    bot.people.users.setLanguage(person.id, language);
    const now = press.again();
    await bot.menus.refresh(now.person);
    const text = tell(language, 'bot.language.done');
    const { group } = press;
    if (under !== null && !group)
      await editHtml(bot, press, under, text, languageButtons(language));
    else await now.say(text);
  },
};
