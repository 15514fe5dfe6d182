import type { Answer } from '../../../preload/contract/answer.ts';
import type { Person } from '../../../preload/contract/people.ts';
import { languageOf } from '../../ask/language.ts';
import type { Asker, Question } from '../../ask/question.ts';
import { DiwanError, isDiwanError } from '../../lib/errors.ts';
import { say } from '../../lib/i18n.ts';
import { showAnswer } from './answering.ts';
import { askable, databaseButtons } from './buttons/database-buttons.ts';
import { clarified, unended } from './buttons/pick.ts';
import { offerDraft } from './drafts.ts';
import { Progress } from './progress.ts';
import { tell } from './render/html.ts';
import { editHtml, type Talk } from './talk.ts';

const longestQuestion = 4_000;

/** A question as it came: its words and its own name, by which it is billed once. */
export interface Asked {
  text: string;
  requestKey: string;
  /** The person has said how it is meant: the model may not ask back again. */
  clarified?: boolean;
  /** The person's own words, where `text` holds more. */
  words?: string;
  /** Sent before the appliance started. */
  late?: boolean;
}

export const requestKey = (talk: Talk): string => `telegram:${talk.bot.id}:${talk.updateId}`;

export const turnOf = (person: Person): string => `user:${person.id}`;

/** Why /cancel stops a question: it says so itself in its chat, once for all of them. */
export const cancelledIn = (chat: number): DiwanError =>
  new DiwanError('cancelled', { params: { toldIn: chat } });

export const isToldIn = (chat: number, error: unknown): boolean =>
  isDiwanError(error, 'cancelled') && error.params.toldIn === chat;

export const askerOf = ({ person, chat }: Pick<Talk, 'person' | 'chat'>): Asker => ({
  userId: person.id,
  organizationId: person.organization?.id ?? null,
  channelId: null,
  turn: turnOf(person),
  chat: String(chat),
  door: 'telegram',
  name: person.name,
  language: person.language,
});

/**
 * Asks and answers in the chat.
 * @throws DiwanError as `ask` does, `no_database`, and `invalid_input` for a text too long
 */
export async function answerQuestion(talk: Talk, asked: Asked): Promise<void> {
  const text = asked.text.trim();
  if (text.length > longestQuestion)
    throw new DiwanError('invalid_input', { params: { field: 'question', problem: 'too_big' } });
  const database = databaseFor(talk);
  if (database === 'choose') return await chooseFirst(talk, { ...asked, text });
  const question: Question = {
    text,
    requestKey: asked.requestKey,
    databaseId: database,
    model: null,
    history: null,
    late: asked.late ?? false,
    words: asked.words ?? text,
  };
  const language = languageOf(question.words ?? text, talk.language);
  const progress = new Progress(talk.bot, talk, language, talk.updateId);
  const { answer, replaces, place } = await follow(talk, question, progress);
  talk.bot.recent.keep({ userId: talk.person.id, question: text, answer });
  if (asked.clarified || !answer.clarify) {
    await showAnswer(place, asked.clarified ? settledAs(answer) : answer, replaces, text);
    return await offerDraft(talk, answer);
  }
  const meant = earlierChoice(talk, answer);
  if (meant === null) return await showAnswer(place, answer, replaces, text);
  await sayMeant(place, answer, meant, replaces);
  const again = clarified(text, answer.clarify?.question ?? '', meant);
  const key = `${asked.requestKey}:clarified`;
  const words = asked.words ?? text;
  return await answerQuestion(talk, { text: again, words, requestKey: key, clarified: true });
}

async function follow(
  talk: Talk,
  question: Question,
  progress: Progress,
): Promise<{ answer: Answer; replaces: number | null; place: Talk }> {
  let answer: Answer | null = null;
  try {
    for await (const event of talk.bot.asking.ask(askerOf(talk), question, talk.bot.stopping)) {
      if (event.type === 'answer') answer = event.answer;
      else progress.tell(event);
    }
  } catch (error) {
    throw new FailedQuestion(error, await progress.finish(), placeOf(talk, progress));
  }
  const replaces = await progress.finish();
  if (!answer) throw new RangeError('a question ended without an answer');
  return { answer, replaces, place: placeOf(talk, progress) };
}

/** Where more than one question is about, each answer refers to its own. */
function placeOf(talk: Talk, { waited }: Progress): Talk {
  const { bot, chat, messageId } = talk;
  return waited || bot.latest.isOvertaken(chat, messageId) ? talk.referring() : talk;
}

/** With the status message whose place the error's sentence takes, and where it is said else. */
export class FailedQuestion extends Error {
  readonly error: unknown;
  readonly replaces: number | null;
  readonly place: Talk;

  constructor(error: unknown, replaces: number | null, place: Talk) {
    super('the question failed', { cause: error });
    this.error = error;
    this.replaces = replaces;
    this.place = place;
  }
}

/** The selected database, the only one there is, or a choice to be made. */
function databaseFor(talk: Talk): number | 'choose' {
  const { bot, person } = talk;
  // Whether it may still be asked is looked at when it is opened.
  if (person.selectedDatabaseId !== null) return person.selectedDatabaseId;
  const only = bot.databases.selection.current(person);
  if (only) return bot.databases.selection.select(person, only.id).id;
  if (askable(talk).length === 0) throw new DiwanError('no_database');
  return 'choose';
}

async function chooseFirst(talk: Talk, asked: Asked): Promise<void> {
  const { bot, person, chat, messageId, language } = talk;
  await bot.pending.put({ chat, userId: person.id, messageId, asked });
  const buttons = databaseButtons(askable(talk));
  await talk.say(tell(language, 'bot.database.chooseFirst'), { buttons });
}

/** One question back is enough: what is still unclear is for the person to put better. */
function settledAs(answer: Answer): Answer {
  if (!answer.clarify) return answer;
  const text = `${answer.text}\n\n${say(answer.language, 'bot.clarify.still')}`;
  return { ...answer, way: 'none', clarify: null, text };
}

/** The same question back was answered before in this chat. */
function earlierChoice({ bot, chat, person }: Talk, { clarify }: Answer): string | null {
  if (!clarify) return null;
  return bot.choices.recall(chat, person.id, clarify.question, clarify.options);
}

async function sayMeant(
  talk: Talk,
  { language }: Answer,
  option: string,
  replaces: number | null,
): Promise<void> {
  const text = tell(language, 'bot.clarify.remembered', { option: unended(option) });
  if (replaces === null) await talk.say(text, { language });
  else await editHtml(talk.bot, talk, replaces, text);
}
