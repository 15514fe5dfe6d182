import { turnOf } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

/** Stops the person's running and waiting questions, at the database's server too. */
export const cancel: Command = {
  name: 'cancel',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const { bot, chat, person, language } = talk;
    const count = bot.pending.drop(chat, person.id) + bot.asking.cancel(turnOf(person));
    await talk.say(
      tell(language, count === 0 ? 'bot.cancel.nothing' : 'bot.cancel.done', { count }),
    );
  },
};
