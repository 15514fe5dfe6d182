import type { StoreDatabase } from './database.ts';

interface Waiting {
  work: () => unknown;
  durable: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

interface End {
  durable: boolean;
  tell(): void;
}

type Store = Pick<StoreDatabase<unknown>, 'relaxed' | 'flush' | 'flushNow'>;

/**
 * A disk that synced the last commit within this is waited for on the spot by who is alone: the way
 * through a thread would take half as long again.
 */
const quickMs = 1;

/**
 * Puts all that waits into one transaction, and waits for the disk off the main thread. While one
 * group is on its way there the next one gathers, so that many pieces share the work and the sync.
 */
export class GroupCommit {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #busy = false;
  #lastMs = Number.POSITIVE_INFINITY;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Resolves with what `work` returned once its transaction is committed and on the disk; not
   * `durable`: once it would survive the end of the process alone. When another piece of the group
   * fails, `work` is undone and run again by itself.
   */
  run<Value>(work: () => Value, { durable = true } = {}): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.push({ work, durable, resolve: (value) => resolve(value as Value), reject });
      if (this.#busy) return;
      this.#busy = true;
      setImmediate(() => void this.#commitAll());
    });
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const began = performance.now();
        await this.#settle(this.#write(group));
        this.#lastMs = performance.now() - began;
      } catch (error) {
        for (const one of group) one.reject(error);
      }
    }
    this.#busy = false;
  }

  async #settle(ends: readonly End[]): Promise<void> {
    for (const end of ends) if (!end.durable) end.tell();
    if (!ends.some((end) => end.durable)) return;
    await this.#store.flush();
    for (const end of ends) if (end.durable) end.tell();
  }

  #write(group: readonly Waiting[]): End[] {
    if (group.length > 1) {
      try {
        const values = this.#store.relaxed(() => group.map(({ work }) => work()));
        return group.map(({ durable, resolve }, n) => ({
          durable,
          tell: () => resolve(values[n]),
        }));
      } catch {
        // One of them failed and took the others along. Each by itself now, it is told its own error.
      }
    }
    const [only] = group;
    if (only?.durable && group.length === 1 && this.#lastMs < quickMs)
      return [this.#onTheSpot(only)];
    return group.map((one) => this.#alone(one));
  }

  /** Durable when this returns: its end waits for nothing more. */
  #onTheSpot({ work, resolve, reject }: Waiting): End {
    try {
      const value = this.#store.relaxed(work);
      this.#store.flushNow();
      return { durable: false, tell: () => resolve(value) };
    } catch (error) {
      return { durable: false, tell: () => reject(error) };
    }
  }

  #alone({ work, durable, resolve, reject }: Waiting): End {
    try {
      const value = this.#store.relaxed(work);
      return { durable, tell: () => resolve(value) };
    } catch (error) {
      return { durable: false, tell: () => reject(error) };
    }
  }
}
