import { isoTime } from '../lib/clock.ts';
import { DiwanError, toDiwanError } from '../lib/errors.ts';
import { retry, type Verdict } from '../lib/retry.ts';
import type { Account } from './account.ts';
import { compose } from './compose.ts';
import { type End, type EndingDeps, endMail } from './ending.ts';
import { attachmentsOf, type OutboxItem } from './outbox-rows.ts';
import { type Shipped, SmtpError } from './smtp.ts';

export interface DeliveryDeps extends EndingDeps {
  /** 0 to 1, as Math.random. */
  random: () => number;
  account: Account;
}

/** A mail that could not go for so long is not wanted any more. */
const longestWaitMs = 24 * 3_600_000;
const tries = { attempts: 5, baseMs: 4_000, capMs: 60_000, deadlineMs: 180_000 };
const writtenAgainMs = 5_000;

/**
 * Sends one message. Null where a shutdown came first: still queued, it goes after the next start;
 * in the message, it is found as `sending` then.
 */
export async function deliver(
  deps: DeliveryDeps,
  item: OutboxItem,
  stopping: AbortSignal,
  killing: AbortSignal,
): Promise<OutboxItem | null> {
  const { clock, random, log } = deps;
  try {
    if (clock.now() - Date.parse(item.queuedAt) > longestWaitMs) throw new DiwanError('expired');
    const onWait = (error: unknown, waitMs: number) =>
      log.info({ err: error, mail: item.id, waitMs }, 'the mail is tried again');
    const shipped = await retry(() => attempt(deps, item, stopping, killing), judge, {
      clock,
      random,
      signal: stopping,
      onWait,
      ...tries,
    });
    return await endSurely(deps, item.id, { state: 'sent', refused: shipped.refused }, stopping);
  } catch (thrown) {
    if (thrown instanceof SmtpError && thrown.failure.certainty === 'unknown') {
      // After a kill it stays `sending`, as after a crash.
      if (killing.aborted) return null;
      const { error } = thrown.failure;
      return await endSurely(deps, item.id, { state: 'unknown', error }, stopping);
    }
    if (stopping.aborted) return null;
    log.info({ err: thrown, mail: item.id }, 'a mail was not sent');
    return await endSurely(deps, item.id, { state: 'failed', error: errorOf(thrown) }, stopping);
  }
}

const judge = (error: unknown): Verdict =>
  error instanceof SmtpError && error.failure.certainty === 'passing' ? { afterMs: null } : 'stop';

const errorOf = (thrown: unknown): DiwanError =>
  thrown instanceof SmtpError ? thrown.failure.error : toDiwanError(thrown);

/** On a full disk the end is written when there is room again: what is known is not forgotten. */
async function endSurely(
  deps: DeliveryDeps,
  id: number,
  how: End,
  stopping: AbortSignal,
): Promise<OutboxItem> {
  for (;;) {
    try {
      return endMail(deps, id, how);
    } catch (error) {
      deps.log.error(
        { err: error, mail: id, state: how.state },
        'how a mail ended waits to be written',
      );
      await deps.clock.sleep(writtenAgainMs, stopping);
    }
  }
}

async function attempt(
  { store, clock, account }: DeliveryDeps,
  item: OutboxItem,
  stopping: AbortSignal,
  killing: AbortSignal,
): Promise<Shipped> {
  const counted = store.query
    .updateTable('mail_outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', item.id);
  store.run(counted);
  const attachments = attachmentsOf(store, item.draftId);
  const bytes = await compose({ ...item, date: item.queuedAt, attachments });
  // Before the message begins a shutdown ends it at once, after that only when its grace is over.
  const cut = new AbortController();
  const stop = () => cut.abort(stopping.reason);
  const kill = () => cut.abort(killing.reason);
  stopping.addEventListener('abort', stop, { once: true });
  killing.addEventListener('abort', kill, { once: true });
  const onBegin = () => {
    stopping.removeEventListener('abort', stop);
    const rows = store.query
      .updateTable('mail_outbox')
      .set({ state: 'sending', sending_at: isoTime(clock) });
    if (store.run(rows.where('id', '=', item.id).where('state', '=', 'queued')).changes !== 1)
      throw new RangeError('the mail is no longer queued');
  };
  try {
    stopping.throwIfAborted();
    return await account.ship({ from: item.from, to: item.to, bytes, onBegin }, cut.signal);
  } finally {
    stopping.removeEventListener('abort', stop);
    killing.removeEventListener('abort', kill);
  }
}
