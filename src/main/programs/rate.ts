import type { Clock } from '../lib/clock.ts';

/** How a bucket stands after a request knocked. */
export interface Pace {
  limit: number;
  remaining: number;
  /** Milliseconds until the next token; 0 when one was taken. */
  waitMs: number;
  /** Milliseconds until the bucket is full. */
  fullMs: number;
}

interface Bucket {
  tokens: number;
  at: number;
  perMinute: number;
}

const minute = 60_000;
const swept = 10_000;

/** Token buckets of `perMinute` tokens, filled evenly in a minute. Full ones are forgotten. */
export class MinuteBuckets {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = swept;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True until the key's bucket is kept: its past is then unknown here. */
  isNew(key: string): boolean {
    return !this.#buckets.has(key);
  }

  /** What a request would find, without taking anything. */
  peek(key: string, perMinute: number): Pace {
    const tokens = this.#tokens(key, perMinute);
    return pace(perMinute, tokens, tokens < 1);
  }

  take(key: string, perMinute: number): Pace {
    if (this.#buckets.size > this.#sweepAt) this.#sweep();
    const tokens = this.#tokens(key, perMinute);
    if (tokens < 1) return pace(perMinute, tokens, true);
    this.#put(key, tokens - 1, perMinute);
    return pace(perMinute, tokens - 1, false);
  }

  /** Takes what was used before this process began: `agesMs` ago, oldest first. */
  replay(key: string, perMinute: number, agesMs: readonly number[]): void {
    const rate = perMinute / minute;
    let tokens = perMinute;
    let before = minute;
    for (const age of agesMs) {
      tokens = Math.max(0, Math.min(perMinute, tokens + (before - age) * rate) - 1);
      before = age;
    }
    this.#put(key, Math.min(perMinute, tokens + before * rate), perMinute);
  }

  #put(key: string, tokens: number, perMinute: number): void {
    const bucket = this.#buckets.get(key);
    const at = this.#clock.monotonic();
    if (!bucket) this.#buckets.set(key, { tokens, at, perMinute });
    else Object.assign(bucket, { tokens, at, perMinute });
  }

  #tokens(key: string, perMinute: number): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return perMinute;
    const grown = bucket.tokens + (this.#clock.monotonic() - bucket.at) * (perMinute / minute);
    // Clocks count in fractions: a token that is a billionth short is a token.
    return Math.min(perMinute, grown + 1e-9);
  }

  #sweep(): void {
    for (const [key, { perMinute }] of this.#buckets)
      if (this.#tokens(key, perMinute) >= perMinute) this.#buckets.delete(key);
    this.#sweepAt = Math.max(swept, this.#buckets.size * 2);
  }
}

function pace(limit: number, tokens: number, refused: boolean): Pace {
  const each = minute / limit;
  return {
    limit,
    remaining: Math.max(0, Math.floor(tokens)),
    waitMs: refused ? Math.ceil((1 - tokens) * each) : 0,
    fullMs: Math.ceil((limit - tokens) * each),
  };
}
