import { bold, type Html, join, tell } from '../render/html.ts';
import { type Command, isOffered } from './command.ts';
import { commands } from './index.ts';

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
          join([`/${name}` as Html, tell(language, `bot.command.${name}`)], ' — '),
      );
    const intro = tell(language, 'bot.help.intro');
    const title = bold(tell(language, `bot.help.${person.role}`));
    await talk.say(join([intro, join([title, ...lines])], '\n\n'));
  },
};
