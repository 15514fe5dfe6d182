import type { Clock } from '../../../src/main/lib/clock.ts';
import { tooMany } from './failure.ts';

/** How many messages Telegram lets through: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits */
export interface Limits {
  /** Messages a second in all. */
  overall: number;
  /** Messages a second in one chat. */
  perChat: number;
  /** Messages a minute in one group. */
  perGroup: number;
}

export const telegramLimits: Limits = { overall: 30, perChat: 1, perGroup: 20 };

/** Sliding windows over what was let through. Throws 429 with the seconds until there is room. */
export class RateLimiter {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #windows = new Map<string, number[]>();
  refused = 0;

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  admit(chat: number): void {
    const windows: [string, number, number][] = [
      ['all', this.#limits.overall, 1000],
      [`chat ${chat}`, this.#limits.perChat, 1000],
      ...(chat < 0
        ? [[`group ${chat}`, this.#limits.perGroup, 60_000] as [string, number, number]]
        : []),
    ];
    const now = this.#clock.now();
    const waits = windows.map(([key, limit, ms]) => this.#wait(key, limit, ms, now));
    const wait = Math.max(...waits);
    if (wait > 0) {
      this.refused += 1;
      throw tooMany(Math.ceil(wait / 1000));
    }
    for (const [key] of windows) this.#windows.get(key)?.push(now);
  }

  #wait(key: string, limit: number, ms: number, now: number): number {
    const recent = (this.#windows.get(key) ?? []).filter((at) => at > now - ms);
    this.#windows.set(key, recent);
    const oldest = recent.at(-limit);
    return oldest === undefined ? 0 : oldest + ms - now;
  }
}
