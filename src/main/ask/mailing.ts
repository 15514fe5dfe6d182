import { z } from 'zod';
import type { Language } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import type { Reservation } from '../costs/budgets.ts';
import { isDiwanError } from '../lib/errors.ts';
import { say } from '../lib/i18n.ts';
import { parseModelJson } from '../model/json.ts';
import type { ModelRequest } from '../model/model.ts';
import { doubtfulNumbers } from './numbers.ts';
import { memoryKey, type Outcome, type Run, stageModel } from './progress.ts';
import { jsonRepairMessage, mailMessage, mailPrompt } from './prompts.ts';
import { worstOf } from './reserve.ts';

const mailOutputTokens = 2_048;
const mailTimeoutMs = 60_000;

const Written = z.object({
  subject: z.string().trim().min(1).max(1_000),
  body: z.string().trim().min(1).max(20_000),
});
type Written = z.infer<typeof Written>;

const writtenJsonSchema = {
  type: 'object',
  properties: { subject: { type: 'string' }, body: { type: 'string' } },
  required: ['subject', 'body'],
} as const;

/**
 * Stage 3: a draft of the mail that was asked for, which only its author can send. Where none can
 * be made the answer stays, with a word of why.
 */
export async function mail(
  run: Run,
  reserved: Reservation,
  language: Language,
  answered: Outcome,
): Promise<Outcome> {
  const { tools, asker } = run;
  const desk = tools.mail;
  if (!desk || asker.userId === null) return noted(answered, 'mail.note.elsewhere');
  const from = await desk.sender();
  if (from === null) return noted(answered, 'mail.note.notConfigured');
  run.emit({ type: 'stage', stage: 'email' });
  const written = await write(run, reserved, language, answered).catch((error: unknown) => {
    if (isDiwanError(error, 'model_bad_answer')) return null;
    throw error;
  });
  if (!written) return noted(answered, 'mail.note.noDraft');
  return draft(run, language, answered, from, written);
}

async function draft(
  run: Run,
  language: Language,
  answered: Outcome,
  from: string,
  written: Written,
): Promise<Outcome> {
  const { tools, asker, question, progress } = run;
  if (!tools.mail || asker.userId === null) return answered;
  const made = await tools.mail.draft(asker, {
    requestKey: run.requestKey,
    language,
    from,
    words: question.words ?? question.text,
    planned: progress.plan?.recipients ?? [],
    ...written,
    result: progress.result,
    title: progress.database?.name ?? 'answer',
  });
  const { id, to, subject, body, attachments } = made.draft;
  const shown = { ...answered, way: 'email' as const };
  const outcome: Outcome = { ...shown, draft: { id, from, to, subject, body, attachments } };
  const doubts = progress.result
    ? doubtfulNumbers(`${written.subject}\n${written.body}`, progress.result, question.text)
    : [];
  const named = {
    ...outcome,
    doubtfulNumbers: [...new Set([...answered.doubtfulNumbers, ...doubts])],
  };
  if (made.unknown.length === 0) return named;
  return noted(named, 'mail.note.unknown', { names: made.unknown.join(', ') });
}

const noted = (outcome: Outcome, key: string, params: Record<string, string> = {}): Outcome => {
  const note = say(outcome.language, key, params);
  return { ...outcome, text: outcome.text === '' ? note : `${outcome.text}\n\n${note}` };
};

/** @throws DiwanError `model_bad_answer` after the second try, or any `model_*` code */
async function write(
  run: Run,
  reserved: Reservation,
  language: Language,
  answered: Outcome,
): Promise<Written | null> {
  const generate = async (request: ModelRequest) => {
    await reserved.grow(worstOf(run.tools, run.asker, request));
    const { text } = await run.calls.generate(request);
    return { text, read: parseModelJson(text, Written) };
  };
  const request = mailRequest(run, language, answered.text);
  const first = await generate(request);
  if (first.read.ok) return first.read.value;
  const second = await generate({
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', text: first.text },
      { role: 'user', text: jsonRepairMessage(first.read.problem) },
    ],
  });
  return second.read.ok ? second.read.value : null;
}

function mailRequest(run: Run, language: Language, answer: string): ModelRequest {
  const { question, progress, tools, asker } = run;
  const result: Result | null = progress.result;
  // Without rows the mail is about what was said before.
  const history = result ? [] : (question.history ?? tools.memory.recall(memoryKey(asker)));
  const text = mailMessage(question.text, progress.plan?.interpretation ?? null, answer, result);
  return {
    model: stageModel(run, 'email'),
    stage: 'email',
    system: mailPrompt(language),
    messages: [...history, { role: 'user', text }],
    json: writtenJsonSchema,
    maxOutputTokens: mailOutputTokens,
    timeoutMs: mailTimeoutMs,
    facts: { kind: 'mail', question: question.text, language, result },
    signal: run.signal,
  };
}
