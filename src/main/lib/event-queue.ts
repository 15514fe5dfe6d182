interface Reader<Item> {
  resolve(result: IteratorResult<Item>): void;
  reject(error: unknown): void;
}

const done = { value: undefined, done: true } as const;

/**
 * Hands what one side pushes to the `for await` of one other, in order, then ends or fails. By
 * hand: as an async generator each item takes ten turns of the promises' queue.
 */
export class EventQueue<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #onLeave: () => void;
  readonly #items: Item[] = [];
  #end: { error: unknown } | 'done' | null = null;
  #reader: Reader<Item> | null = null;

  /** @param onLeave the other side has left before the end. */
  constructor(onLeave: () => void = () => undefined) {
    this.#onLeave = onLeave;
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#serve();
  }

  end(): void {
    this.#end = 'done';
    this.#serve();
  }

  fail(error: unknown): void {
    this.#end = { error };
    this.#serve();
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#serve();
    });
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.#end = 'done';
    this.#onLeave();
    return Promise.resolve(done);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #serve(): void {
    const reader = this.#reader;
    if (!reader || (this.#items.length === 0 && !this.#end)) return;
    this.#reader = null;
    const [value] = this.#items.splice(0, 1);
    if (value !== undefined) reader.resolve({ value, done: false });
    else if (this.#end === 'done') reader.resolve(done);
    else if (this.#end) reader.reject(this.#end.error);
  }
}
