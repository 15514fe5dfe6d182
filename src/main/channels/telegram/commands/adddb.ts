import { addDatabase } from '../adding.ts';
import { tell } from '../render/html.ts';
import { firstWord } from './args.ts';
import type { Command } from './command.ts';

/** `/adddb <name> <connection string>`: a standalone person's own, or the organisation's. */
export const adddb: Command = {
  name: 'adddb',
  access: ['addOrganizationDatabase', 'addPersonalDatabase'],
  where: 'private',
  secret: true,
  async run(talk, args) {
    const { first: name, rest: connection } = firstWord(args);
    if (connection === '') return await talk.say(tell(talk.language, 'bot.adddb.usage'));
    return await addDatabase(talk, name, connection);
  },
};
