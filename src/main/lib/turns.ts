import { DiwanError } from './errors.ts';

/** One at a time for each key, in order of arrival, with a bound on how many wait. */
export class Turns {
  readonly #lines = new Map<string, Promise<void>[]>();
  readonly #maxWaiting: number;

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** How many are before a newcomer, the one being served included. */
  ahead(key: string): number {
    return this.#lines.get(key)?.length ?? 0;
  }

  /**
   * Waits for the key's turn; dispose the seat to let the next one in.
   * @param bounded false lets in however many wait
   * @throws DiwanError `queue_full`; rejects with the signal's reason when it aborts first.
   */
  async take(key: string, signal: AbortSignal, bounded = true): Promise<Disposable> {
    const line = this.#lines.get(key) ?? [];
    if (bounded && line.length > this.#maxWaiting)
      throw new DiwanError('queue_full', { params: { waiting: this.#maxWaiting } });
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = line.at(-1);
    this.#lines.set(key, line);
    line.push(promise);
    const leave = () => {
      line.splice(line.indexOf(promise), 1);
      if (line.length === 0) this.#lines.delete(key);
      resolve();
    };
    try {
      if (before) await turnOrAbort(before, signal);
    } catch (error) {
      // Who leaves the line early must not let the next one pass those still before it.
      before?.then(leave, leave);
      throw error;
    }
    return { [Symbol.dispose]: leave };
  }
}

function turnOrAbort(before: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
