import { DiwanError } from '../../lib/errors.ts';
import type { Job } from '../pooled-source.ts';
import type { Session } from './connect.ts';
import { lockSeconds } from './errors.ts';
import { resetSession, runBatch } from './statement.ts';

/**
 * XACT_ABORT stays off: with it on, an attention rolls back inside the server's acknowledgement,
 * where tedious expects nothing. A deadlock with the customer's own programs costs us, not them.
 * With implicit transactions a statement behind a smuggled COMMIT is in a new transaction, which
 * is rolled back like the first.
 */
const prologue = [
  'SET XACT_ABORT OFF',
  `SET LOCK_TIMEOUT ${lockSeconds * 1000}`,
  'SET DEADLOCK_PRIORITY LOW',
  'BEGIN TRANSACTION',
  'SET IMPLICIT_TRANSACTIONS ON',
].join('; ');

const epilogue = 'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION';

/** How long setting up and rolling back may take, in milliseconds. */
const beginMs = 5_000;
const endMs = 1_000;

/**
 * Runs `work` inside a transaction that is rolled back whatever happens. A session whose
 * transaction `work` ended, or that cannot be rolled back, is not used again.
 */
export async function inRolledBackTransaction<Value>(
  { lease, signal }: Pick<Job<Session>, 'lease' | 'signal'>,
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  const { connection: session, drop } = lease;
  const current = () => session.connection.currentTransactionDescriptor();
  try {
    await answered(session, beginMs, signal, () => begin(session));
    const begun = current();
    // COMMIT and BEGIN would leave a transaction open, but another one.
    const swapped = () => current() !== begun;
    const value = await work(session).finally(() => swapped() && drop());
    if (swapped()) throw tampered();
    return value;
  } finally {
    await answered(session, endMs, null, () => runBatch(session, epilogue)).catch(drop);
  }
}

async function begin(session: Session): Promise<void> {
  if (!session.fresh) await resetSession(session);
  session.fresh = false;
  await runBatch(session, prologue);
}

/**
 * A connection may be dead without a word: one that does not answer Diwan's own words in time, or
 * is no longer waited for, is closed. What waits for it then fails with `db_refused`.
 */
async function answered(
  { connection, clock }: Session,
  withinMs: number,
  signal: AbortSignal | null,
  step: () => Promise<void>,
): Promise<void> {
  signal?.throwIfAborted();
  const settled = new AbortController();
  const close = () => connection.close();
  clock.sleep(withinMs, settled.signal).then(close, () => undefined);
  signal?.addEventListener('abort', close, { once: true });
  try {
    await step();
  } finally {
    settled.abort();
    signal?.removeEventListener('abort', close);
  }
}

const tampered = (): DiwanError =>
  new DiwanError('db_engine_error', {
    params: { reason: 'The statement ended the transaction it ran in.' },
  });
