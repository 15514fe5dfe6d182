import { DiwanError } from '../../../lib/errors.ts';
import { join, sqlBlock, tell } from '../render/html.ts';
import { paragraphs } from '../render/split.ts';
import type { Button } from './button.ts';

/** The script for a login that can only read, for the database's administrator. */
export const grantsButton: Button = {
  kind: 'grant',
  async press(press, [id]) {
    const { bot, person, language } = press;
    const report = bot.databases.grants.report(person, Number(id));
    if (!report) throw new DiwanError('expired');
    const [first, ...rest] = paragraphs(report.script).map(sqlBlock);
    if (!first) throw new DiwanError('expired');
    await press.say(join([tell(language, 'bot.adddb.script'), first]));
    for (const block of rest) await press.say(block);
  },
};
