import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { follow } from '../lib/follow.ts';

/** How long what is not a customer's query may take, in milliseconds. */
export const patience = { connect: 10_000, test: 15_000, introspect: 60_000, audit: 60_000 };

/** Made once: the platform's own reason costs as much as a short statement. */
const ended = new Error('the work has ended');
const late = new Error('the time is over');

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
  const settled = new AbortController();
  clock.sleep(timeoutMs, settled.signal).then(
    () => stop.abort(late),
    () => undefined, // settled before its time
  );
  using _following = follow(signal, stop);
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
  } finally {
    settled.abort(ended);
  }
}
