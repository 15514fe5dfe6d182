import type { App } from '../../app.ts';
import { languageOf } from '../../ask/language.ts';
import type { Asker } from '../../ask/question.ts';
import type { Terminal } from './command.ts';
import { printAnswer } from './print-answer.ts';

/** Asks one question of the first database there is, and prints the answer. */
export async function askOnce(app: App, text: string, terminal: Terminal): Promise<number> {
  const operator = app.people.persons.operator(null);
  const [database] = app.databases.catalogue.list(operator);
  const asker: Asker = {
    userId: null,
    organizationId: null,
    channelId: null,
    turn: 'terminal',
    chat: 'terminal',
    door: 'terminal',
    name: 'terminal',
    language: languageOf(text, 'en'),
  };
  const question = {
    text,
    requestKey: `terminal:${app.ready.pid}:${Date.now()}`,
    databaseId: database?.id ?? null,
    model: null,
    history: null,
  };
  for await (const event of app.asking.ask(asker, question, terminal.signal)) {
    if (event.type === 'answer') terminal.stdout.write(printAnswer(event.answer));
  }
  return 0;
}
