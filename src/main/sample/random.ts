/** A stream of numbers that its seed decides alone. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** An integer in [from, to], both included. */
  between(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** An item as often as its weight says; at least one weight is above zero. */
  weighted<T extends { weight: number }>(items: readonly T[]): T;
}

/** FNV-1a, so that every day and every list gets a stream of its own. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text)
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
};

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new RangeError('the list is empty');
  return item;
};

/** Tommy Ettinger's mulberry32: small, fast, and the same on every machine. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted: (items) => {
      let left = next() * items.reduce((sum, item) => sum + item.weight, 0);
      const found = items.find((item) => {
        left -= item.weight;
        return left < 0;
      });
      return found ?? at(items, items.length - 1);
    },
  };
}
