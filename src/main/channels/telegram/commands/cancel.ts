import type { Message } from 'grammy/types';
import { wishOf } from '../incoming/addressed.ts';
import { cancelledIn, turnOf } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

/** Stops the person's running and waiting questions, at the database's server too. */
export const cancel: Command = {
  name: 'cancel',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const { bot, chat, person, language, updateId } = talk;
    const isTheirs = (message: Message): boolean =>
      message.chat.id === chat &&
      message.from?.id === person.telegramId &&
      wishOf(bot, message, message.text ?? '').type === 'question';
    const unasked = bot.unbegun.drop(updateId, isTheirs) + bot.pending.drop(chat, person.id);
    const count = unasked + bot.asking.cancel(turnOf(person), cancelledIn(chat));
    await talk.say(
      tell(language, count === 0 ? 'bot.cancel.nothing' : 'bot.cancel.done', { count }),
    );
  },
};
