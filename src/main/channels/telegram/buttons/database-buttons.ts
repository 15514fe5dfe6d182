import type { InlineKeyboard } from 'grammy';
import type { DatabaseEntry } from '../../../../preload/contract/databases.ts';
import { languageOf } from '../../../ask/language.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { atTheEdge } from '../incoming/edge.ts';
import { keyboard } from '../keyboard.ts';
import type { Claimed } from '../pending.ts';
import { answerQuestion } from '../questions.ts';
import { type Html, tell } from '../render/html.ts';
import { createTalk, editHtml, type Talk } from '../talk.ts';
import type { Button } from './button.ts';

const perRow = 2;
const most = 60;

/** Those the person may ask now. */
export const askable = ({ bot, person }: Pick<Talk, 'bot' | 'person'>): DatabaseEntry[] =>
  bot.databases.catalogue.list(person).filter(({ parked }) => !parked);

/** @throws DiwanError `not_found` */
export function named(databases: readonly DatabaseEntry[], name: string): DatabaseEntry {
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  const found = databases.find((database) => same(database.name));
  if (!found) throw new DiwanError('not_found', { params: { what: 'database' } });
  return found;
}

export function databaseButtons(databases: readonly DatabaseEntry[]): InlineKeyboard {
  const all = databases
    .slice(0, most)
    .map(({ id, name, selected }) => [selected ? `✓ ${name}` : name, `db:${id}`] as const);
  return keyboard(all.flatMap((_, at) => (at % perRow === 0 ? [all.slice(at, at + perRow)] : [])));
}

/** Selects, and says so. */
export function selectDatabase({ bot, person, language }: Talk, id: number): Html {
  const { name } = bot.databases.selection.select(person, id);
  return tell(language, 'bot.database.selected', { name });
}

/** What waited for the choice is asked now, in order. */
export const askWaiting = (talk: Talk): Promise<void> =>
  askAll(talk, talk.bot.pending.claim(talk.chat, talk.person.id, talk.updateId));

/** One after the other; what fails is told without stopping the rest. */
export async function askAll(talk: Talk, questions: Iterable<Claimed>): Promise<void> {
  const { bot, chat, group, thread, updateId } = talk;
  for (const { messageId, asked, ...waiting } of questions) {
    const place = { chat, group, thread, messageId };
    const again = createTalk(bot, talk.again().person, place, updateId);
    const language = languageOf(asked.words ?? asked.text, again.language);
    await atTheEdge(again, language, () => answerQuestion(again, asked));
    waiting.done();
  }
}

/** Selects, and asks what waited for it. */
export const databaseButton: Button = {
  kind: 'db',
  async press(press, [id = '']) {
    const { bot, under, group } = press;
    const text = selectDatabase(press, Number(id));
    if (under !== null && !group) await editHtml(bot, press, under, text);
    else await press.say(text);
    await askWaiting(press);
  },
};
