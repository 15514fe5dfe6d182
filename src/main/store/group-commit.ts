import type { StoreDatabase } from './database.ts';

interface Waiting {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

type Transact = <Value>(work: () => Value) => Value;

/**
 * Puts all that waits in one turn of the event loop into one transaction: one fsync for many. Each
 * piece keeps its own savepoint, so that one that fails takes no other with it.
 */
export class GroupCommit {
  readonly #store: Pick<StoreDatabase<unknown>, 'transaction'>;
  readonly #whole: Transact;
  #waiting: Waiting[] = [];

  /** @param whole makes the outer transaction; durable unless told otherwise. */
  constructor(
    store: Pick<StoreDatabase<unknown>, 'transaction'>,
    whole: Transact = (work) => store.transaction(work),
  ) {
    this.#store = store;
    this.#whole = whole;
  }

  /** Resolves with what `work` returned once its transaction is committed. */
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
      this.#attempt(only, this.#whole)();
      return;
    }
    try {
      const ends = this.#whole(() => group.map((one) => this.#attempt(one, this.#savepoint)));
      for (const end of ends) end();
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  }

  readonly #savepoint: Transact = (work) => this.#store.transaction(work);

  #attempt(one: Waiting, transact: Transact): () => void {
    try {
      const value = transact(one.work);
      return () => one.resolve(value);
    } catch (error) {
      return () => one.reject(error);
    }
  }
}
