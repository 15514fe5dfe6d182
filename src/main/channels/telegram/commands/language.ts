import { languageButtons, languageNamed, speak } from '../buttons/language-buttons.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

/** With a language's name speaks it, without one offers buttons. */
export const language: Command = {
  name: 'language',
  access: 'everyone',
  where: 'anywhere',
  async run(talk, args) {
    const wanted = languageNamed(args);
    if (wanted) return await talk.say(await speak(talk, wanted), { language: wanted });
    const buttons = languageButtons(talk.language);
    return await talk.say(tell(talk.language, 'bot.language.choose'), { buttons });
  },
};
