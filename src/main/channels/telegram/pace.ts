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

/** At most so many in any span of so long. */
interface Window {
  key: string;
  most: number;
  ms: number;
}

/** One message: when it went, or once it is known, when it had arrived. */
export interface Said {
  at: number;
}

/** Messages take uneven time on the way: a little more distance than asked for. */
const margin = 1.03;

const least = 2_000;

/** Sliding windows that are taken from together or not at all. */
export class Pace {
  readonly #clock: Clock;
  readonly #limits: OutgoingLimits;
  /** Each window's last messages, oldest first. */
  readonly #gone = new Map<string, Said[]>();
  /** So many windows are worth a look for those that are over. */
  #many = least;

  constructor(clock: Clock, limits: OutgoingLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Takes the right to say one thing, or gives the milliseconds until it may be asked for again.
   * Call `arrived` with what was taken, so that the next one keeps its distance from the arrival.
   */
  take(chat: number): Said | number {
    const now = this.#clock.monotonic();
    if (this.#gone.size > this.#many) this.#forgetOld(now);
    const windows = this.#windows(chat);
    const wait = Math.max(...windows.map((window) => this.#wait(window, now)));
    if (wait > 0) return wait;
    const said: Said = { at: now };
    for (const { key, most } of windows) {
      const gone = this.#gone.get(key) ?? [];
      gone.push(said);
      if (gone.length > most) gone.shift();
      this.#gone.set(key, gone);
    }
    return said;
  }

  arrived(said: Said): void {
    said.at = this.#clock.monotonic();
  }

  #windows(chat: number): Window[] {
    const { perSecond, perChat, chatBurst, perGroupMinute } = this.#limits;
    const all = { key: 'all', most: perSecond, ms: 1_000 };
    const one = { key: `chat ${chat}`, most: chatBurst, ms: (chatBurst / perChat) * 1_000 };
    if (chat > 0) return [all, one];
    return [all, one, { key: `group ${chat}`, most: perGroupMinute, ms: 60_000 }];
  }

  #wait({ key, most, ms }: Window, now: number): number {
    const gone = this.#gone.get(key);
    const oldest = gone && gone.length >= most ? gone.at(-most) : undefined;
    return oldest === undefined ? 0 : Math.max(0, Math.ceil(oldest.at + ms * margin - now));
  }

  #forgetOld(now: number): void {
    for (const [key, gone] of this.#gone) {
      if (now - (gone.at(-1)?.at ?? 0) >= 61_800) this.#gone.delete(key);
    }
    this.#many = Math.max(least, this.#gone.size * 2);
  }
}
