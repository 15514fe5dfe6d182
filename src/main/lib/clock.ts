/** Time as an argument, so that tests need no sleeping. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds that never run backwards, for durations. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `then` after `ms`, unless what it returns is disposed before. */
  after(ms: number, then: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
  after: (ms, then) => setTimeout(then, ms),
};

let last = { now: Number.NaN, text: '' };

/** UTC ISO-8601 with milliseconds, as every time is stored. Many ask within the same millisecond. */
export function isoTime(clock: Clock): string {
  const now = clock.now();
  if (now !== last.now) last = { now, text: new Date(now).toISOString() };
  return last.text;
}
