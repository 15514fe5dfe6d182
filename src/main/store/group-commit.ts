import type { StoreDatabase } from './database.ts';

interface Waiting {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

type End = () => void;
type Store = Pick<StoreDatabase<unknown>, 'relaxed' | 'flush'>;

/**
 * Puts all that waits into one transaction, and waits for the disk off the main thread. While one
 * group is on its way there the next one gathers, so that many pieces share the work and the sync.
 */
export class GroupCommit {
  readonly #store: Store;
  readonly #durable: boolean;
  #waiting: Waiting[] = [];
  #busy = false;

  /** @param durable false: resolves once it would survive the end of the process alone. */
  constructor(store: Store, { durable = true }: { durable?: boolean } = {}) {
    this.#store = store;
    this.#durable = durable;
  }

  /**
   * Resolves with what `work` returned once its transaction is committed and, where durable, on
   * the disk. When another piece of the group fails, `work` is undone and run again by itself.
   */
  run<Value>(work: () => Value): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.push({ work, resolve: (value) => resolve(value as Value), reject });
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
        const ends = this.#write(group);
        if (this.#durable) await this.#store.flush();
        for (const end of ends) end();
      } catch (error) {
        for (const one of group) one.reject(error);
      }
    }
    this.#busy = false;
  }

  #write(group: readonly Waiting[]): End[] {
    if (group.length > 1) {
      try {
        const values = this.#store.relaxed(() => group.map(({ work }) => work()));
        return group.map((one, n) => () => one.resolve(values[n]));
      } catch {
        // One of them failed and took the others along: now each by itself.
      }
    }
    return group.map((one) => this.#alone(one));
  }

  #alone({ work, resolve, reject }: Waiting): End {
    try {
      const value = this.#store.relaxed(work);
      return () => resolve(value);
    } catch (error) {
      return () => reject(error);
    }
  }
}
