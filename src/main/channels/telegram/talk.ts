import { GrammyError, type InlineKeyboard, type InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { Language } from '../../../preload/contract/answer.ts';
import type { Person } from '../../../preload/contract/people.ts';
import type { Bot } from './bot.ts';
import { direct } from './render/direction.ts';
import type { Html } from './render/html.ts';
import { toGrammy } from './signals.ts';

/** Where a message stands. */
export interface Place {
  readonly chat: number;
  readonly group: boolean;
  /** The message that is being answered; in groups the answer refers to it. */
  readonly messageId: number;
  /** The topic of a forum. */
  readonly thread: number | null;
  /** Other messages stand between: what is said refers to the message it answers. */
  readonly refers?: boolean;
}

export interface SayOptions {
  buttons?: InlineKeyboard;
  /** The language of the text, where it is not the person's own. */
  language?: Language;
}

/** One person in one chat, and how to speak to them there. */
export interface Talk extends Place {
  readonly bot: Bot;
  readonly person: Person;
  readonly language: Language;
  readonly updateId: number;
  say(text: Html, options?: SayOptions): Promise<Message>;
  sendFile(kind: 'document' | 'photo', file: InputFile, caption?: Html): Promise<Message>;
  /** The same conversation with the person as they are now. */
  again(): Talk;
  /** The same conversation, each message referring to the one it answers. */
  referring(): Talk;
}

export function createTalk(bot: Bot, person: Person, place: Place, updateId: number): Talk {
  const { language } = person;
  return {
    ...place,
    bot,
    person,
    language,
    updateId,
    say: (text, options = {}) =>
      sendHtml(bot, place, direct(options.language ?? language, text) as Html, options.buttons),
    sendFile: (kind, file, caption) => sendFile(bot, place, kind, file, caption),
    again: () => createTalk(bot, bot.people.persons.require(person.id), place, updateId),
    referring: () => createTalk(bot, person, { ...place, refers: true }, updateId),
  };
}

/** What each message into a place has in common. */
const into = ({ group, messageId, thread, refers = group }: Place) => ({
  ...(refers && {
    reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
  }),
  ...(thread !== null && { message_thread_id: thread }),
});

const looks = { parse_mode: 'HTML' } as const;

/** Sends HTML; were it ever refused as HTML, its words alone: an answer is never lost to a tag. */
export async function sendHtml(
  bot: Bot,
  place: Place,
  text: Html,
  buttons?: InlineKeyboard,
): Promise<Message> {
  const options = { ...into(place), ...(buttons && { reply_markup: buttons }) };
  try {
    return await bot.api.sendMessage(place.chat, text, { ...options, ...looks });
  } catch (error) {
    if (!isBadHtml(error)) throw error;
    bot.log.error({ err: error }, 'telegram refused our HTML');
    return await bot.api.sendMessage(place.chat, wordsOf(text), options);
  }
}

/** For what is stale soon: no second form of it, and out of the queue when the signal aborts. */
export const sayOnce = (
  bot: Bot,
  place: Place,
  text: Html,
  signal: AbortSignal,
): Promise<Message> =>
  bot.api.sendMessage(place.chat, text, { ...into(place), ...looks }, toGrammy(signal));

/** Puts HTML in the place of an earlier message; where that is gone, sends it anew. */
export async function editHtml(
  bot: Bot,
  place: Place,
  messageId: number,
  text: Html,
  buttons?: InlineKeyboard,
): Promise<void> {
  const options = { ...looks, ...(buttons && { reply_markup: buttons }) };
  try {
    await bot.api.editMessageText(place.chat, messageId, text, options);
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    await sendHtml(bot, place, text, buttons);
  }
}

function sendFile(
  bot: Bot,
  place: Place,
  kind: 'document' | 'photo',
  file: InputFile,
  caption?: Html,
): Promise<Message> {
  const options = { ...into(place), ...(caption && { caption, parse_mode: 'HTML' as const }) };
  return kind === 'photo'
    ? bot.api.sendPhoto(place.chat, file, options)
    : bot.api.sendDocument(place.chat, file, options);
}

const isBadHtml = (error: unknown): boolean =>
  error instanceof GrammyError && /can't parse entities/.test(error.description);

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };

/** What a reader sees of it, without its looks. */
export const wordsOf = (text: Html): string =>
  text.replace(/<[^>]*>/g, '').replace(/&(lt|gt|amp);/g, (_, name: string) => named[name] ?? '');
