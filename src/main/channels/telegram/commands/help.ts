import type { Language } from '../../../../preload/contract/answer.ts';
import { isRtl } from '../../../lib/locale.ts';
import { bold, type Html, join, tell } from '../render/html.ts';
import { type Command, isOffered } from './command.ts';
import { commands } from './index.ts';

/** The slash stays before its word in a right-to-left line. */
const slashed = (language: Language, name: string): Html =>
  `${isRtl(language) ? '\u200e' : ''}/${name}` as Html;

export const help: Command = {
  name: 'help',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const { person, language, group } = talk;
    const lines = commands
      .filter((command) => isOffered(command, person, group))
      .map(
        ({ name }): Html =>
          join([slashed(language, name), tell(language, `bot.command.${name}`)], ' — '),
      );
    const intro = tell(language, 'bot.help.intro');
    const title = bold(tell(language, `bot.help.${person.role}`));
    await talk.say(join([intro, join([title, ...lines])], '\n\n'));
  },
};
