import { GrammyError } from 'grammy';
import type { Language } from '../../../../preload/contract/answer.ts';
import { DiwanError, isDiwanError } from '../../../lib/errors.ts';
import { cosmetic } from '../cosmetic.ts';
import { FailedQuestion, isToldIn } from '../questions.ts';
import { sentenceOf } from '../render/error.ts';
import type { Html } from '../render/html.ts';
import { editHtml, type Talk } from '../talk.ts';
import { noteFailure } from './noting.ts';

export const isShuttingDown = (error: unknown): boolean => isDiwanError(error, 'shutting_down');

/** Where what went wrong becomes a sentence in the person's language. */
export async function atTheEdge(
  talk: Talk,
  language: Language,
  work: () => Promise<unknown>,
  speak = (text: Html): Promise<unknown> => talk.say(text, { language }),
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const failed = thrown instanceof FailedQuestion ? thrown : null;
    const error = failed ? failed.error : thrown;
    if (isShuttingDown(error)) throw error;
    if (isGone(error)) return;
    note(talk, error);
    if (!failed) noteFailure(talk, error);
    if (failed) return await tellFailed(talk, language, failed);
    await speak(sentenceOf(language, error));
  }
}

/** In the place of the status, if there is one; what /cancel tells leaves nothing to be said. */
async function tellFailed(talk: Talk, language: Language, failed: FailedQuestion): Promise<void> {
  const { bot, chat } = talk;
  const { replaces, place, error } = failed;
  const text = sentenceOf(language, error);
  if (!isToldIn(chat, error)) {
    if (replaces !== null) await editHtml(bot, talk, replaces, text);
    else await place.say(text, { language });
  } else if (replaces !== null) await bot.api.deleteMessage(chat, replaces).catch(cosmetic(bot));
}

/** Blocked, deleted, thrown out of the group: there is nobody to tell. */
export const isGone = (error: unknown): boolean =>
  error instanceof GrammyError &&
  (error.error_code === 403 || /chat not found|PEER_ID_INVALID/.test(error.description));

function note(talk: Talk, error: unknown): void {
  const { log } = talk.bot;
  const entry = { err: error, user: talk.person.id, update: talk.updateId };
  if (!(error instanceof DiwanError) || error.code === 'internal') log.error(entry, 'failed');
  else log.info({ code: error.code, user: talk.person.id, update: talk.updateId }, 'refused');
}
