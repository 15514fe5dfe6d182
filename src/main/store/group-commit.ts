import type { StoreDatabase } from './database.ts';

interface Waiting {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Puts all that waits in one turn of the event loop into one durable transaction: one fsync for
 * many. Each piece keeps its own savepoint, so that one that fails takes no other with it.
 */
export class GroupCommit {
  readonly #store: Pick<StoreDatabase<unknown>, 'transaction'>;
  #waiting: Waiting[] = [];

  constructor(store: Pick<StoreDatabase<unknown>, 'transaction'>) {
    this.#store = store;
  }

  /** Resolves with what `work` returned once it is on the disk. */
  run<Value>(work: () => Value): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ work, resolve: (value) => resolve(value as Value), reject });
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    const [only] = group;
    if (only && group.length === 1) {
      this.#attempt(only)();
      return;
    }
    try {
      const ends = this.#store.transaction(() => group.map((one) => this.#attempt(one)));
      for (const end of ends) end();
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  }

  #attempt(one: Waiting): () => void {
    try {
      const value = this.#store.transaction(one.work);
      return () => one.resolve(value);
    } catch (error) {
      return () => one.reject(error);
    }
  }
}
