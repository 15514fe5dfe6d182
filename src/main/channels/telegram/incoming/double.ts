import type { Clock } from '../../../lib/clock.ts';

/** A second touch of the same button within this time was meant as one. */
const togetherMs = 1_000;

/** Presses under way or just done: a finger that hits twice does a thing once. */
export class DoublePresses {
  readonly #clock: Clock;
  /** When each ended; null while it is under way. */
  readonly #pressed = new Map<string, number | null>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null for a repetition; else to be disposed when the press has been handled. */
  begin(key: string): Disposable | null {
    this.#forget();
    if (this.#pressed.has(key)) return null;
    this.#pressed.set(key, null);
    return {
      [Symbol.dispose]: () => {
        this.#pressed.delete(key);
        this.#pressed.set(key, this.#clock.monotonic());
      },
    };
  }

  #forget(): void {
    const over = this.#clock.monotonic() - togetherMs;
    for (const [key, ended] of this.#pressed)
      if (ended !== null && ended <= over) this.#pressed.delete(key);
  }
}
