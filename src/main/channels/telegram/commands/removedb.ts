import { say } from '../../../lib/i18n.ts';
import { confirmation } from '../buttons/confirm.ts';
import { named } from '../buttons/database-buttons.ts';
import { keyboard } from '../keyboard.ts';
import { tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import { wholeName } from './args.ts';
import type { Command } from './command.ts';

/** With a name asks whether it is meant, without one offers those that may be removed. */
export const removedb: Command = {
  name: 'removedb',
  access: ['manageOrganizationDatabases', 'addPersonalDatabase'],
  where: 'private',
  async run(talk, args) {
    const { bot, person, language } = talk;
    const own = bot.databases.catalogue.list(person).filter(({ manageable }) => manageable);
    if (own.length === 0) return await talk.say(tell(language, 'bot.removedb.none'));
    const wanted = wholeName(args);
    if (wanted !== '') return await askWhether(talk, named(own, wanted));
    const rows = own.slice(0, 50).map(({ id, name }) => [[`✕ ${name}`, `rmdb:${id}`] as const]);
    const no = [[say(language, 'bot.button.no'), 'no'] as const];
    const buttons = keyboard([...rows, no]);
    return await talk.say(tell(language, 'bot.removedb.which'), { buttons });
  },
};

export async function askWhether(talk: Talk, { id, name }: { id: number; name: string }) {
  const buttons = confirmation(talk.language, 'remove', `rmdb:${id}:yes`);
  await talk.say(tell(talk.language, 'bot.removedb.sure', { name }), { buttons });
}
