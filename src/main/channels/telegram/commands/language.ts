import { languageButtons } from '../buttons/language-buttons.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

export const language: Command = {
  name: 'language',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const buttons = languageButtons(talk.language);
    await talk.say(tell(talk.language, 'bot.language.choose'), { buttons });
  },
};
