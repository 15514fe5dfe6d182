import type { Message } from 'grammy/types';
import { languageOf } from '../../../ask/language.ts';
import type { Bot } from '../bot.ts';
import { admit } from '../commands/command.ts';
import { findCommand } from '../commands/index.ts';
import { profileOf } from '../person.ts';
import { answerQuestion, requestKey } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Rest } from '../route.ts';
import { createTalk, type Talk } from '../talk.ts';
import { wishOf } from './addressed.ts';
import { atTheEdge } from './edge.ts';
import { isService, unreadable } from './unreadable.ts';

/** /cancel overtakes what it is to stop. */
export const isCancel = (message: Message): boolean =>
  /^\/cancel(@|\s|$)/i.test(message.text?.trim() ?? '');

export async function handleMessage(bot: Bot, message: Message, updateId: number): Promise<Rest> {
  const talk = talkOf(bot, message, updateId);
  if (!talk || isService(message)) return null;
  if (message.text === undefined) {
    await atTheEdge(talk, talk.language, () => unreadable(talk, message));
    return null;
  }
  const wish = wishOf(bot, message, message.text);
  if (wish.type === 'none') return null;
  if (wish.type === 'question') return { rest: question(talk, wish.text) };
  const forwarded = message.forward_origin !== undefined;
  await atTheEdge(talk, talk.language, () => run(talk, wish, forwarded));
  return null;
}

/** An edited question is not asked again by itself: it may have been answered already. */
export async function handleEdited(bot: Bot, message: Message, updateId: number): Promise<void> {
  const talk = talkOf(bot, message, updateId);
  if (!talk || wishOf(bot, message, message.text ?? '').type === 'none') return;
  await atTheEdge(talk, talk.language, () => talk.say(tell(talk.language, 'bot.edited')));
}

/** Whoever writes is registered. Null for channels and other bots. */
function talkOf(bot: Bot, message: Message, updateId: number): Talk | null {
  const { from, chat } = message;
  if (!from || from.is_bot) return null;
  const { person } = bot.people.users.register(profileOf(from));
  const thread = message.is_topic_message ? (message.message_thread_id ?? null) : null;
  const group = chat.type !== 'private';
  const place = { chat: chat.id, group, messageId: message.message_id, thread };
  return createTalk(bot, person, place, updateId);
}

async function question(talk: Talk, text: string): Promise<void> {
  const language = languageOf(text, talk.language);
  await atTheEdge(talk, language, async () => {
    if (text.trim() === '') return await talk.say(tell(talk.language, 'bot.empty'));
    return await answerQuestion(talk, { text, requestKey: requestKey(talk) });
  });
}

async function run(
  talk: Talk,
  wish: { name: string; args: string; named: boolean },
  forwarded: boolean,
): Promise<unknown> {
  const command = findCommand(wish.name);
  // In a group an unknown command is likely meant for another bot.
  if (!command && !wish.named) return undefined;
  if (!command) return await talk.say(tell(talk.language, 'bot.unknown', { name: wish.name }));
  if (forwarded) return await talk.say(tell(talk.language, 'bot.forwarded'));
  admit(command, talk);
  return await command.run(talk, wish.args);
}
