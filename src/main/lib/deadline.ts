import type { Clock } from './clock.ts';
import { follow } from './follow.ts';

export interface Deadline extends Disposable {
  /** Aborts with the outer signal's reason, or by itself when the time is up. */
  readonly signal: AbortSignal;
  /** True once the time was up before anything else ended the work. */
  readonly expired: boolean;
  /** For work that failed in the middle: nothing begun under it goes on. */
  stop(): void;
}

/** A signal that also ends after `ms` on the clock. Dispose it when the work is done. */
export function createDeadline(clock: Clock, ms: number, outer: AbortSignal): Deadline {
  const ends = new AbortController();
  const following = follow(outer, ends);
  let expired = false;
  const expire = () => {
    expired = !ends.signal.aborted;
    ends.abort(new DOMException('The time is up', 'TimeoutError'));
  };
  const alarm = clock.after(ms, expire);
  return {
    signal: ends.signal,
    get expired() {
      return expired;
    },
    stop: () => ends.abort(new DOMException('The work has failed', 'AbortError')),
    [Symbol.dispose]: () => {
      following[Symbol.dispose]();
      alarm[Symbol.dispose]();
    },
  };
}
