import { askable } from '../buttons/database-buttons.ts';
import { type Html, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';

/** What the person best does now, by role and by what they can see. */
export function nextStep(talk: Talk): Html {
  const { bot, person, language } = talk;
  const current = bot.databases.selection.current(person);
  if (current) return tell(language, 'bot.next.ask', { name: current.name });
  if (askable(talk).length > 0) return tell(language, 'bot.next.choose');
  return tell(language, `bot.next.none.${person.role}`);
}
