import type { Clock } from './clock.ts';
import { follow } from './follow.ts';

export interface Deadline extends Disposable {
  /** Aborts with the outer signal's reason, or by itself when the time is up. */
  readonly signal: AbortSignal;
  /** True once the time was up before anything else ended the work. */
  readonly expired: boolean;
}

/** Given as a reason, it spares every ordinary end an exception with a stack of its own. */
const ended = new DOMException('The work is done', 'AbortError');

/**
 * A signal that also ends after `ms` on the clock. Disposing it when the work is done ends it too,
 * so that nothing begun under it goes on.
 */
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
    [Symbol.dispose]: () => {
      following[Symbol.dispose]();
      alarm[Symbol.dispose]();
      ends.abort(ended);
    },
  };
}
