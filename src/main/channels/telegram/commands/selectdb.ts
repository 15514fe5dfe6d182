import { DiwanError } from '../../../lib/errors.ts';
import { askable, databaseButtons, selectDatabase } from '../buttons/database-buttons.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

/** With a name selects it, without one offers buttons. */
export const selectdb: Command = {
  name: 'selectdb',
  access: 'queryDatabase',
  where: 'anywhere',
  async run(talk, args) {
    const visible = askable(talk);
    if (visible.length === 0) throw new DiwanError('no_database');
    const wanted = args
      .replace(/^["“«]|["”»]$/g, '')
      .trim()
      .toLowerCase();
    const named = visible.find(({ name }) => name.toLowerCase() === wanted);
    if (named) return await talk.say(selectDatabase(talk, named.id));
    if (wanted !== '') throw new DiwanError('not_found', { params: { what: 'database' } });
    const buttons = databaseButtons(visible);
    return await talk.say(tell(talk.language, 'bot.database.choose'), { buttons });
  },
};
