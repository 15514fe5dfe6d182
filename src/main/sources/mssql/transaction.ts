import { DiwanError } from '../../lib/errors.ts';
import type { Lease } from '../pool.ts';
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
const controlMs = 5_000;

/**
 * Runs `work` inside a transaction that is rolled back whatever happens. A session whose
 * transaction `work` ended, or that cannot be rolled back, is not used again.
 */
export async function inRolledBackTransaction<Value>(
  { connection: session, drop }: Lease<Session>,
  work: () => Promise<Value>,
): Promise<Value> {
  const current = () => session.connection.currentTransactionDescriptor();
  try {
    if (!session.fresh) await resetSession(session);
    session.fresh = false;
    await runBatch(session, prologue, controlMs);
    const begun = current();
    // COMMIT and BEGIN would leave a transaction open, but another one.
    const swapped = () => current() !== begun;
    const value = await work().finally(() => swapped() && drop());
    if (swapped()) throw tampered();
    return value;
  } finally {
    await runBatch(session, epilogue, controlMs).catch(drop);
  }
}

const tampered = (): DiwanError =>
  new DiwanError('db_engine_error', {
    params: { reason: 'The statement ended the transaction it ran in.' },
  });
