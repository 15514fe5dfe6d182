import type { Answer } from '../../preload/contract/answer.ts';
import type { Asking } from '../ask/ask.ts';
import type { AskEvent, Asker, Question } from '../ask/question.ts';
import { DiwanError, toDiwanError } from '../lib/errors.ts';
import { serializeError } from '../lib/redact.ts';
import type { Happening, Recorder } from './entry.ts';

/** One question's end, for the chat's own file. */
export interface Talked {
  chat: string;
  door: string;
  userId: number | null;
  question: string;
  outcome: string;
  answer: Answer | null;
}

const limits: ReadonlySet<string> = new Set([
  'rate_limited',
  'queue_full',
  'budget_exhausted',
  'quota_exhausted',
]);

/** The pipeline with every question, answer and failure noted, whichever door they came through. */
export function auditAsking(
  asking: Asking,
  record: Recorder,
  talked: (talked: Talked) => void,
): Asking {
  async function* ask(asker: Asker, question: Question, signal: AbortSignal) {
    const who = whoOf(asker, question);
    record({ ...who, kind: 'question', action: 'ask', details: detailsOf(question) });
    let end: Answer | { error: unknown } = notHeard;
    try {
      for await (const event of asking.ask(asker, question, signal)) {
        if (event.type === 'answer') end = event.answer;
        yield event satisfies AskEvent;
      }
    } catch (error) {
      end = { error };
      throw error;
    } finally {
      record({ ...who, ...endOf(end) });
      talked(talkedOf(asker, question, end));
    }
  }
  return { ...asking, ask };
}

/** The door stopped listening. Made once: an error's stack costs more than the rest of the note. */
const notHeard = { error: new DiwanError('cancelled') };

const whoOf = (asker: Asker, { databaseId }: Question) => ({
  door: asker.door,
  userId: asker.userId,
  organizationId: asker.organizationId,
  chat: asker.chat,
  target: databaseId === null ? null : `database:${databaseId}`,
});

const detailsOf = ({ text, requestKey, model }: Question) => ({
  text,
  requestKey,
  ...(model === null ? {} : { model }),
});

function endOf(end: Answer | { error: unknown }): Happening {
  if (!('error' in end)) return { kind: 'answer', action: 'answer', details: summary(end) };
  const { code, cause, params } = toDiwanError(end.error);
  if (limits.has(code))
    return { kind: 'rate_limit', action: 'ask', outcome: code, details: { params } };
  const unexpected = code === 'internal' ? { error: serializeError(cause) } : {};
  return { kind: 'error', action: 'ask', outcome: code, details: { params, ...unexpected } };
}

const summary = ({ conversationId, way, text, sql, receipt }: Answer) => ({
  conversationId,
  way,
  text,
  sql,
  tables: receipt.tables,
  rows: receipt.rowCount,
  cost: receipt.total,
});

function talkedOf(asker: Asker, { text }: Question, end: Answer | { error: unknown }): Talked {
  const failed = 'error' in end;
  return {
    chat: asker.chat,
    door: asker.door,
    userId: asker.userId,
    question: text,
    outcome: failed ? toDiwanError(end.error).code : 'ok',
    answer: failed ? null : end,
  };
}
