import { askerOf } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

/** Empties the memory of this chat; the record stays. */
export const clear: Command = {
  name: 'clear',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const { bot, chat, person } = talk;
    bot.asking.forget(askerOf(talk));
    bot.choices.forget(chat, person.id);
    await talk.say(tell(talk.language, 'bot.clear.done'));
  },
};
