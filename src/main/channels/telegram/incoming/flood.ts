import type { Clock } from '../../../lib/clock.ts';
import { TokenBuckets } from '../../../lib/token-bucket.ts';

/** Updates of one person: these many at once, then these many a second. */
const flood = { burst: 20, perSecond: 2 };

export type Admission =
  | { type: 'in' }
  /** Said once, until something of theirs is let in again. */
  | { type: 'told'; seconds: number }
  | { type: 'out' };

/** Somebody who sends without end is told so once, and costs next to nothing after that. */
export class FloodGuard {
  readonly #buckets: TokenBuckets;
  readonly #told = new Set<number>();

  constructor(clock: Clock) {
    this.#buckets = new TokenBuckets(clock, flood.perSecond, flood.burst);
  }

  admit(user: number): Admission {
    const wait = this.#buckets.take(String(user));
    if (wait === 0) {
      this.#told.delete(user);
      return { type: 'in' };
    }
    if (this.#told.has(user)) return { type: 'out' };
    this.#told.add(user);
    return { type: 'told', seconds: Math.ceil(wait / 1_000) };
  }
}
