import type { Clock } from './clock.ts';

const least = 1_000;

/** Token buckets by key: `rate` tokens a second, at most `burst` kept. Idle keys are forgotten. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #clock: Clock;
  readonly #rate: number;
  readonly #burst: number;
  /** So many buckets are worth a look for those that are full. */
  #many = least;

  constructor(clock: Clock, rate: number, burst: number) {
    this.#clock = clock;
    this.#rate = rate;
    this.#burst = burst;
  }

  /** Takes a token: 0 when there was one, else the milliseconds until there is. */
  take(key: string): number {
    const now = this.#clock.monotonic();
    if (this.#buckets.size > this.#many) this.#forgetFull(now);
    const tokens = this.#tokensAt(key, now);
    if (tokens < 1) return Math.ceil(((1 - tokens) / this.#rate) * 1_000);
    this.#buckets.set(key, { tokens: tokens - 1, at: now });
    return 0;
  }

  #tokensAt(key: string, now: number): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#burst;
    const grown = bucket.tokens + ((now - bucket.at) / 1_000) * this.#rate;
    // Clocks count in fractions: a token that is a billionth short is a token.
    return Math.min(this.#burst, grown + 1e-9);
  }

  #forgetFull(now: number): void {
    for (const key of this.#buckets.keys()) {
      if (this.#tokensAt(key, now) >= this.#burst) this.#buckets.delete(key);
    }
    this.#many = Math.max(least, this.#buckets.size * 2);
  }
}
