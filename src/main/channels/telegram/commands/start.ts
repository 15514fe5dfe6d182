import { languageButtons } from '../buttons/language-buttons.ts';
import { join, tell } from '../render/html.ts';
import type { Command } from './command.ts';
import { joinBy } from './join.ts';
import { nextStep } from './next-step.ts';

const joining = /^join[_-](.+)$/i;

/** Registers (whoever writes at all is) and says what to do next; joins, when a link says so. */
export const start: Command = {
  name: 'start',
  access: 'everyone',
  where: 'anywhere',
  async run(talk, args) {
    const { bot, person, language, group } = talk;
    const [, code] = joining.exec(args) ?? [];
    if (code !== undefined && !group) return await joinBy(talk, code);
    // Everybody else has the menu that is there for all.
    if (person.admin || person.organization) await bot.menus.refresh(person);
    const hello = tell(language, 'bot.start.hello', { name: person.name });
    const text = join([hello, nextStep(talk), tell(language, 'bot.start.help')], '\n\n');
    return await talk.say(text, group ? {} : { buttons: languageButtons(language) });
  },
};
