import type { StoreDatabase } from './database.ts';

interface Waiting {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

type Store = Pick<StoreDatabase<unknown>, 'transaction' | 'relaxed' | 'flush'>;

/**
 * Puts all that waits in one turn of the event loop into one transaction, and waits for the disk
 * off the main thread: one sync for many. Each piece keeps its own savepoint, so that one that
 * fails takes no other with it.
 */
export class GroupCommit {
  readonly #store: Store;
  readonly #durable: boolean;
  #waiting: Waiting[] = [];

  /** @param durable false: resolves once it would survive the end of the process alone. */
  constructor(store: Store, { durable = true }: { durable?: boolean } = {}) {
    this.#store = store;
    this.#durable = durable;
  }

  /**
   * Resolves with what `work` returned once its transaction is committed and, where durable, on
   * the disk.
   */
  run<Value>(work: () => Value): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ work, resolve: (value) => resolve(value as Value), reject });
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    const fail = (error: unknown) => {
      for (const one of group) one.reject(error);
    };
    try {
      const ends = this.#store.relaxed(() => group.map((one) => this.#attempt(one, group.length)));
      const end = () => {
        for (const settle of ends) settle();
      };
      if (this.#durable) this.#store.flush().then(end, fail);
      else end();
    } catch (error) {
      fail(error);
    }
  }

  /** Alone, the transaction around it is enough: its error undoes that and rises from there. */
  #attempt({ work, resolve, reject }: Waiting, of: number): () => void {
    try {
      const value = of === 1 ? work() : this.#store.transaction(work);
      return () => resolve(value);
    } catch (error) {
      if (of === 1) throw error;
      return () => reject(error);
    }
  }
}
