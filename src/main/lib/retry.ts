import type { Clock } from './clock.ts';

/** What to do after a failure: give up, or wait. A null wait means the back-off's own. */
export type Verdict = 'stop' | { afterMs: number | null };

export interface RetryOptions {
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  signal: AbortSignal;
  /** Milliseconds from now after which no wait may end. */
  deadlineMs: number;
  /** How often to try at most, the first time included. */
  attempts?: number;
  baseMs?: number;
  capMs?: number;
  onWait?: (error: unknown, waitMs: number, attempt: number) => void;
}

/**
 * Tries until it works, is told to stop, or the deadline would pass: then rejects with the last
 * failure. Full jitter: each wait is random below the doubled base (AWS Architecture Blog,
 * «Exponential Backoff and Jitter»); a wait asked for is kept, plus jitter of one base.
 */
export async function retry<T>(
  work: (attempt: number) => Promise<T>,
  judge: (error: unknown) => Verdict,
  options: RetryOptions,
): Promise<T> {
  const { clock, signal, attempts = 5 } = options;
  const end = clock.monotonic() + options.deadlineMs;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      const verdict = judge(error);
      if (verdict === 'stop' || attempt >= attempts) throw error;
      const waitMs = waitFor(verdict.afterMs, attempt, options);
      if (clock.monotonic() + waitMs >= end) throw error;
      options.onWait?.(error, waitMs, attempt);
      await clock.sleep(waitMs, signal);
    }
  }
}

function waitFor(afterMs: number | null, attempt: number, options: RetryOptions): number {
  const { random, baseMs = 500, capMs = 20_000 } = options;
  if (afterMs !== null) return afterMs + random() * baseMs;
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
}
