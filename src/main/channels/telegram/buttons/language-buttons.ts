import type { InlineKeyboard } from 'grammy';
import { type Language, languages } from '../../../../preload/contract/answer.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { keyboard } from '../keyboard.ts';
import { type Html, tell } from '../render/html.ts';
import { editHtml, type Talk } from '../talk.ts';
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

/** A language by its code, or by its name in any of them. */
export const languageNamed = (text: string): Language | null =>
  languages.find((language) => wordsFor(language).includes(text.trim().toLowerCase())) ?? null;

const wordsFor = (language: Language): string[] => {
  const called = languages.map((inside) =>
    new Intl.DisplayNames([inside], { type: 'language' }).of(language),
  );
  return [language, names[language], ...called].map((name) => String(name).toLowerCase());
};

/** From now on the person is spoken to in it; says so. */
export async function speak(talk: Talk, language: Language): Promise<Html> {
  talk.bot.people.users.setLanguage(talk.person.id, language);
  await talk.bot.menus.refresh(talk.again().person);
  return tell(language, 'bot.language.done');
}

export const languageButton: Button = {
  kind: 'lang',
  async press(press, [code]) {
    const { bot, under, group } = press;
    const language = languages.find((one) => one === code);
    if (!language) throw new DiwanError('expired');
    const text = await speak(press, language);
    if (under !== null && !group)
      await editHtml(bot, press, under, text, languageButtons(language));
    else await press.say(text, { language });
  },
};
