/** Hands what one side pushes to the `for await` of the other, in order, then ends or fails. */
export class EventQueue<Item> implements AsyncIterable<Item> {
  #items: Item[] = [];
  #end: { error: unknown } | 'done' | null = null;
  #wake = Promise.withResolvers<void>();

  push(item: Item): void {
    this.#items.push(item);
    this.#wake.resolve();
  }

  end(): void {
    this.#end = 'done';
    this.#wake.resolve();
  }

  fail(error: unknown): void {
    this.#end = { error };
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Item> {
    for (;;) {
      const items = this.#items;
      this.#items = [];
      yield* items;
      if (this.#items.length > 0) continue;
      if (this.#end === 'done') return;
      if (this.#end) throw this.#end.error;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers<void>();
    }
  }
}
