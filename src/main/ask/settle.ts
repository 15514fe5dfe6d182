import type { Answer, Receipt } from '../../preload/contract/answer.ts';
import { type Conversation, totalCost } from '../costs/call.ts';
import { toDiwanError } from '../lib/errors.ts';
import { receiptOf } from './calls.ts';
import { memoryKey, type Outcome, type Run } from './progress.ts';

/** Settles an answered question; what is stored is what is shown, the rows left out. */
export async function settleAnswered(run: Run, outcome: Outcome): Promise<Answer> {
  const receipt = receiptFor(run);
  const answer = { ...outcome, receipt };
  const conversation = conversationOf(run, { outcome: 'ok', errorCode: null });
  // Kept whole for when the same question comes again.
  const again = run.question.requestKey === null ? null : { ...answer, result: null };
  const [conversationId] = await Promise.all([
    run.tools.ledger.settle(conversation, again),
    run.question.keep?.(answer),
  ]);
  if (run.question.history !== null) return { conversationId, ...answer };
  const said = outcome.sql ? `${outcome.text}\n\n(SQL: ${outcome.sql})` : outcome.text;
  run.tools.memory.remember(memoryKey(run.asker), run.question.text, said);
  return { conversationId, ...answer };
}

/**
 * Settles a question that failed or was cancelled, with what was really spent. One that a shutdown
 * cut off stays open for the next start: only its calls are billed, from the journal.
 */
export async function settleFailed(run: Run, thrown: unknown): Promise<void> {
  const { code } = toDiwanError(thrown);
  if (code === 'shutting_down') return;
  const outcome = code === 'cancelled' ? 'cancelled' : 'error';
  await Promise.all([
    run.tools.ledger.settle(conversationOf(run, { outcome, errorCode: code }), null),
    run.question.keepFailed?.(code, receiptFor(run)),
  ]);
}

function conversationOf(run: Run, end: Pick<Conversation, 'outcome' | 'errorCode'>): Conversation {
  const { asker, question, progress, calls, tools } = run;
  return {
    ...end,
    requestKey: run.requestKey,
    userId: asker.userId,
    organizationId: asker.organizationId,
    channelId: asker.channelId,
    door: asker.door,
    chat: asker.chat,
    databaseId: question.databaseId,
    question: question.text,
    way: progress.plan?.way ?? null,
    sql: progress.sql,
    text: progress.text,
    rowCount: progress.result?.rows.length ?? null,
    startedAt: run.startedAt,
    elapsedMs: tools.clock.monotonic() - run.began,
    calls: calls.made,
  };
}

function receiptFor(run: Run): Receipt {
  const { progress, calls } = run;
  return {
    interpretation: progress.plan?.interpretation ?? null,
    database: progress.result && progress.database,
    tables: [...progress.tables],
    period: progress.plan?.period ?? null,
    filters: progress.plan?.filters ?? [],
    rowCount: progress.result?.rows.length ?? null,
    cut: progress.result?.cut ?? null,
    asOf: progress.asOf,
    stages: calls.made.map(receiptOf),
    total: totalCost(calls.made),
  };
}
