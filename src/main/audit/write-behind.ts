/** What is to be written by keys, in order, some of it at a time, off the event loop's way. */
export interface WriteBehind<Item> extends AsyncDisposable {
  add(key: string, item: Item): void;
  /** Does something else to what is written, while nothing is. It must not reject. */
  between(chore: () => Promise<void>): Promise<void>;
  /** Resolves once all that was added so far is written. */
  settled(): Promise<void>;
}

interface Writing<Item> {
  /** It must not reject. */
  write(key: string, items: readonly Item[]): Promise<void>;
  /** Between two rounds. */
  rest?(): Promise<void>;
}

export function createWriteBehind<Item>({ write, rest }: Writing<Item>): WriteBehind<Item> {
  let pending = new Map<string, Item[]>();
  let chores: (() => Promise<void>)[] = [];
  let working: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    while (pending.size > 0 || chores.length > 0) {
      const due = chores;
      chores = [];
      for (const chore of due) await chore();
      const now = pending;
      pending = new Map();
      for (const [key, items] of now) await write(key, items);
      await rest?.();
    }
    working = null;
  };
  const settled = async () => {
    while (working) await working;
  };
  return {
    add: (key, item) => {
      const items = pending.get(key);
      if (items) items.push(item);
      else pending.set(key, [item]);
      working ??= drain();
    },
    between: (chore) =>
      new Promise((resolve) => {
        chores.push(() => chore().finally(resolve));
        working ??= drain();
      }),
    settled,
    [Symbol.asyncDispose]: settled,
  };
}
