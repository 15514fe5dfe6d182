import { engineNames } from '../../../../preload/contract/database.ts';
import type { DatabaseEntry } from '../../../../preload/contract/databases.ts';
import { bold, escaped, type Html, join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Command } from './command.ts';

/** What the person can see, each with its state; where it stands only in private. */
export const dbs: Command = {
  name: 'dbs',
  access: ['viewDatabases'],
  where: 'anywhere',
  async run(talk) {
    const { bot, person, language } = talk;
    const entries = bot.databases.catalogue.list(person);
    if (entries.length === 0) return await talk.say(tell(language, `bot.next.none.${person.role}`));
    const title = bold(tell(language, 'bot.dbs.title', { count: entries.length }));
    return await talk.say(join([title, ...entries.map((entry) => line(talk, entry))], '\n\n'));
  },
};

function line({ language, group }: Talk, entry: DatabaseEntry): Html {
  const { name, selected, kind, engine, dialect, status, parked, display } = entry;
  const mark = selected ? '✓ ' : '';
  const facts = [
    tell(language, `bot.dbs.kind.${kind}`),
    tell(language, 'bot.dbs.engine', { engine: engine ?? engineNames[dialect] }),
    ...(parked ? [tell(language, 'bot.dbs.parked')] : []),
    ...(status === 'failing' ? [tell(language, 'bot.dbs.failing')] : []),
    ...(entry.grants === 'excess' ? [tell(language, 'bot.dbs.excess')] : []),
  ];
  const separator = language === 'en' ? ', ' : '، ';
  const where = display !== null && !group ? [tell(language, 'bot.dbs.where', { display })] : [];
  const head = join([escaped(mark), bold(tell(language, 'bot.dbs.name', { name }))], '');
  return join([head, join(facts, separator), ...where]);
}
