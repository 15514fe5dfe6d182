import type { Bot } from '../bot.ts';
import { turnOf } from '../questions.ts';

/** The person pressed Stop under a draft: the private chat's id is the person's. */
export function handleStopped(bot: Bot, chat: number): void {
  const person = bot.people.persons.byTelegram(chat);
  if (person) bot.asking.cancel(turnOf(person));
}
