import type { Message } from 'grammy/types';
import { languageOf } from '../../../ask/language.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { redact } from '../../../lib/redact.ts';
import { asksForWords } from '../asked-for.ts';
import type { Bot } from '../bot.ts';
import { keepCase } from '../buttons/opinion.ts';
import { admit } from '../commands/command.ts';
import { findCommand } from '../commands/index.ts';
import { changesDraft } from '../mail-replies.ts';
import { profileOf } from '../person.ts';
import { answerQuestion, requestKey } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Rest } from '../route.ts';
import { createTalk, type Talk } from '../talk.ts';
import { type Wish, wishOf } from './addressed.ts';
import { atTheEdge, isShuttingDown } from './edge.ts';
import { withNote } from './noting.ts';
import { isService, unreadable } from './unreadable.ts';

/** /cancel overtakes what it is to stop. */
export const isCancel = (message: Message): boolean =>
  /^\/cancel(@|\s|$)/i.test(message.text?.trim() ?? '');

export async function handleMessage(bot: Bot, message: Message, updateId: number): Promise<Rest> {
  const talk = talkOf(bot, message, updateId);
  if (!talk || isService(message)) return null;
  if (message.text === undefined) {
    if (!(await letIn(talk, message))) return null;
    await atTheEdge(talk, talk.language, () => unreadable(talk, message));
    return null;
  }
  const wish = meantBy(talk, wishOf(bot, message, message.text));
  if (wish.type === 'none') return null;
  if (!isCancel(message) && !(await letIn(talk, message))) return null;
  if (await isReason(talk, message)) return null;
  if (await changesDraft(talk, message)) return null;
  if (wish.type === 'question' && (await isLateReply(talk, message))) return null;
  if (bot.unbegun.isDropped(updateId)) return null;
  if (wish.type === 'question') return { rest: question(talk, wish.text, isLate(bot, message)) };
  const forwarded = message.forward_origin !== undefined;
  await atTheEdge(talk, talk.language, () => run(talk, wish, forwarded));
  return null;
}

/** An invitation's code or link is an invitation accepted, and nothing for a model to read. */
function meantBy({ bot, person, group }: Talk, wish: Wish): Wish {
  if (wish.type !== 'question' || group || person.organization) return wish;
  const [, code = wish.text] = /[?&]start=join[_-]([a-z0-9]+)/i.exec(wish.text) ?? [];
  if (!bot.people.invitations.isCode(code)) return wish;
  return { type: 'command', name: 'join', args: code, named: true };
}

/** What waited has come by then: a date of before is our clock's, which was ahead when we started. */
const catchingUpMs = 15 * 60_000;

/**
 * Telegram keeps what is sent while the appliance is down: it then comes all at once. Its dates are
 * whole seconds: only a second that was over when we started is surely before us.
 */
const isLate = ({ clock, startedAt, began }: Bot, message: Message): boolean =>
  clock.monotonic() - began < catchingUpMs && (message.date + 1) * 1_000 <= startedAt;

/** Who floods the bot is told so once. */
async function letIn(talk: Talk, message: Message): Promise<boolean> {
  if (isLate(talk.bot, message)) return true;
  const admission = talk.bot.flood.admit(talk.person.id);
  if (admission.type === 'in') return true;
  if (admission.type === 'told') {
    const { seconds } = admission;
    await atTheEdge(talk, talk.language, () => {
      throw new DiwanError('rate_limited', { params: { seconds } });
    });
  }
  return false;
}

/** An edited question is not asked again by itself: it may have been answered already. */
export async function handleEdited(bot: Bot, message: Message, updateId: number): Promise<void> {
  const talk = talkOf(bot, message, updateId);
  if (!talk || wishOf(bot, message, message.text ?? '').type === 'none') return;
  if (!(await letIn(talk, message))) return;
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
  bot.latest.note(chat.id, message.message_id);
  return createTalk(bot, person, place, updateId);
}

async function question(talk: Talk, text: string, late: boolean): Promise<void> {
  const language = languageOf(text, talk.language);
  await atTheEdge(talk, language, async () => {
    // A smiley or a lone sign asks nothing, and a model would be paid for it.
    if (!/[\p{L}\p{N}]/u.test(text)) return await talk.say(tell(talk.language, 'bot.empty'));
    if (redact(text) !== text) return await refuseSecret(talk);
    return await answerQuestion(talk, { text, requestKey: requestKey(talk), late });
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
  if (command.secret) await forgetMessage(talk);
  if (forwarded) return await talk.say(tell(talk.language, 'bot.forwarded'));
  return await withNote(talk, 'command', `/${command.name}`, async () => {
    if (!command.isDone?.(talk, wish.args)) admit(command, talk);
    return await command.run(talk, wish.args);
  });
}

/** A reply to «why?» is kept with the case, not asked. */
async function isReason(talk: Talk, message: Message): Promise<boolean> {
  const { bot, chat, person, language } = talk;
  const replied = message.reply_to_message;
  const isCommand = message.text?.trim().startsWith('/') ?? false;
  const prompt = isCommand ? null : bot.prompts.take(chat, person.id, replied?.message_id);
  if (!prompt) return false;
  await atTheEdge(talk, language, async () => {
    keepCase(talk, prompt.conversationId, prompt.databaseId, message.text ?? '');
    await talk.say(tell(language, 'bot.opinion.kept'));
  });
  return true;
}

/** What was asked for is no longer wanted, or forgotten: the words are no question all the same. */
async function isLateReply(talk: Talk, { reply_to_message: replied }: Message): Promise<boolean> {
  if (replied?.from?.id !== talk.bot.id || !asksForWords(replied.text)) return false;
  await atTheEdge(talk, talk.language, () => {
    throw new DiwanError('expired');
  });
  return true;
}

/** Deletes what was just written; where the bot may not, says that the person should: false. */
async function forgetMessage(talk: Talk): Promise<boolean> {
  const { bot, chat, messageId, language } = talk;
  try {
    await bot.api.deleteMessage(chat, messageId);
    return true;
  } catch (error) {
    if (isShuttingDown(error)) throw error;
    await talk.say(tell(language, 'bot.adddb.deleteYourself'));
    return false;
  }
}

/** A password written by mistake goes neither to a model nor into the record. */
async function refuseSecret(talk: Talk): Promise<void> {
  const deleted = await forgetMessage(talk);
  await talk.say(tell(talk.language, deleted ? 'bot.secret' : 'bot.secretLeft'));
}
