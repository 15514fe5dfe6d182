import { GrammyError } from 'grammy';
import type { Language } from '../../../../preload/contract/answer.ts';
import { DiwanError, isDiwanError } from '../../../lib/errors.ts';
import { FailedQuestion } from '../questions.ts';
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
    const text = sentenceOf(language, error);
    if (failed && failed.replaces !== null) await editHtml(talk.bot, talk, failed.replaces, text);
    else if (failed) await failed.place.say(text, { language });
    else await speak(text);
  }
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
