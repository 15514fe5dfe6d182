import type { Message } from 'grammy/types';
import { wishOf } from '../incoming/addressed.ts';
import { cancelledIn, turnOf } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

/**
 * Stops the person's running and waiting questions, at the database's server too, and asks for no
 * more words.
 */
export const cancel: Command = {
  name: 'cancel',
  access: 'everyone',
  where: 'anywhere',
  async run(talk) {
    const { bot, chat, person, language, updateId, group } = talk;
    const isTheirs = (message: Message): boolean =>
      message.chat.id === chat &&
      message.from?.id === person.telegramId &&
      wishOf(bot, message, message.text ?? '').type === 'question';
    const unwritten = (!group && bot.mail?.drafts.dropPrompts(person.id)) || 0;
    const forgotten = bot.prompts.drop(chat, person.id) || unwritten > 0;
    const unasked = bot.unbegun.drop(updateId, isTheirs) + bot.pending.drop(chat, person.id);
    const count = unasked + bot.asking.cancel(turnOf(person), cancelledIn(chat));
    if (count > 0) return await talk.say(tell(language, 'bot.cancel.done', { count }));
    return await talk.say(tell(language, forgotten ? 'bot.nothingDone' : 'bot.cancel.nothing'));
  },
};
