import { languageButtons } from '../buttons/language-buttons.ts';
import { join, tell } from '../render/html.ts';
import type { Command } from './command.ts';
import { nextStep } from './next-step.ts';

/** Registers (whoever writes at all is) and says what to do next. */
export const start: Command = {
  name: 'start',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const { person, language } = talk;
    const hello = tell(language, 'bot.start.hello', { name: person.name });
    const text = join([hello, nextStep(talk), tell(language, 'bot.start.help')], '\n\n');
    await talk.say(text, { buttons: languageButtons(language) });
  },
};
