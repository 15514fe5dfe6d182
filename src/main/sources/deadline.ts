import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { follow } from '../lib/follow.ts';

/** How long what is not a customer's query may take, in milliseconds. */
export const patience = { connect: 10_000, test: 15_000, introspect: 60_000, audit: 60_000 };

const late = new Error('the time is up');

/**
 * Runs `work` with a signal that aborts when `signal` does or after `timeoutMs`. What work then
 * throws becomes `cancelled` or `db_timeout` {seconds}; work must settle soon after the signal.
 */
export async function withDeadline<Value>(
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const stop = new AbortController();
  using _following = follow(signal, stop);
  using _alarm = clock.after(timeoutMs, () => stop.abort(late));
  try {
    signal.throwIfAborted();
    return await work(stop.signal);
  } catch (cause) {
    if (signal.aborted) throw new DiwanError('cancelled', { cause });
    if (stop.signal.reason === late) {
      const seconds = Math.max(1, Math.round(timeoutMs / 1000));
      throw new DiwanError('db_timeout', { cause, params: { seconds } });
    }
    throw cause;
  }
}
