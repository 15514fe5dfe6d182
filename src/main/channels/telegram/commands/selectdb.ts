import { DiwanError } from '../../../lib/errors.ts';
import {
  askable,
  askWaiting,
  databaseButtons,
  named,
  selectDatabase,
} from '../buttons/database-buttons.ts';
import { tell } from '../render/html.ts';
import { wholeName } from './args.ts';
import type { Command } from './command.ts';

/** With a name selects it, without one offers buttons. */
export const selectdb: Command = {
  name: 'selectdb',
  access: ['queryDatabase'],
  where: 'anywhere',
  async run(talk, args) {
    const visible = askable(talk);
    if (visible.length === 0) throw new DiwanError('no_database');
    const wanted = wholeName(args);
    if (wanted !== '') {
      await talk.say(selectDatabase(talk, named(visible, wanted).id));
      return await askWaiting(talk);
    }
    const buttons = databaseButtons(visible);
    return await talk.say(tell(talk.language, 'bot.database.choose'), { buttons });
  },
};
