import type { Clock } from '../../lib/clock.ts';

/** How much Telegram lets a bot say: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits */
export interface OutgoingLimits {
  /** Messages a second in all. */
  perSecond: number;
  /** Messages a second in one chat, and how many may come at once after a silence. */
  perChat: number;
  chatBurst: number;
  /** Messages a minute in one group. */
  perGroupMinute: number;
}

export const telegramLimits: OutgoingLimits = {
  perSecond: 30,
  perChat: 1,
  chatBurst: 3,
  perGroupMinute: 20,
};

interface Bucket {
  tokens: number;
  at: number;
}

interface Rate {
  key: string;
  perMs: number;
  burst: number;
}

/** Token buckets that are taken from together or not at all. */
export class Pace {
  readonly #clock: Clock;
  readonly #limits: OutgoingLimits;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, limits: OutgoingLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Takes the right to say one thing: 0, or the milliseconds until it may be asked for again. */
  take(chat: number): number {
    const now = this.#clock.monotonic();
    if (this.#buckets.size > 2_000) this.#forgetFull(now);
    const rates = this.#rates(chat);
    const wait = Math.max(...rates.map((rate) => this.#wait(rate, now)));
    if (wait > 0) return wait;
    for (const rate of rates) {
      this.#buckets.set(rate.key, { tokens: this.#tokens(rate, now) - 1, at: now });
    }
    return 0;
  }

  #rates(chat: number): Rate[] {
    const { perSecond, perChat, chatBurst, perGroupMinute } = this.#limits;
    const all = { key: 'all', perMs: perSecond / 1_000, burst: perSecond };
    const one = { key: `chat ${chat}`, perMs: perChat / 1_000, burst: chatBurst };
    if (chat > 0) return [all, one];
    return [all, one, { key: `group ${chat}`, perMs: perGroupMinute / 60_000, burst: 5 }];
  }

  #wait(rate: Rate, now: number): number {
    const tokens = this.#tokens(rate, now);
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate.perMs);
  }

  #tokens({ key, perMs, burst }: Rate, now: number): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return burst;
    // Clocks count in fractions: a token that is a billionth short is a token.
    return Math.min(burst, bucket.tokens + (now - bucket.at) * perMs + 1e-9);
  }

  /** A minute of silence fills every bucket of a chat. */
  #forgetFull(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (now - bucket.at >= 60_000) this.#buckets.delete(key);
    }
  }
}
