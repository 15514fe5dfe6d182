import type { Index } from './build.ts';
import { pathBetween } from './graph.ts';
import { textTokens } from './tokens.ts';

/** Tables this likely, compared with the likeliest, are joined by their foreign-key paths. */
const coreShare = 0.2;
const largestCore = 12;
const longestPath = 4;
/** How much a table's length counts against it: likelihood / length to this power. */
const thrift = 0.3;

/** What has been picked so far and how long its DDL is, foreign keys among the picked included. */
class Picked {
  readonly order: number[] = [];
  readonly set = new Set<number>();
  private length: number;
  private readonly index: Index;
  private readonly budget: number;
  constructor(index: Index, budget: number) {
    this.index = index;
    this.budget = budget;
    this.length = index.headerLength;
  }
  get tokens(): number {
    return textTokens(this.length);
  }
  /** Adds all of the tables, or none when they do not fit. */
  add(tables: readonly number[]): boolean {
    const fresh = tables.filter((table) => !this.set.has(table));
    if (!this.mayFit(fresh)) return false;
    for (const table of fresh) this.set.add(table);
    const length = this.length + this.growth(fresh);
    if (textTokens(length) > this.budget) {
      for (const table of fresh) this.set.delete(table);
      return false;
    }
    this.length = length;
    this.order.push(...fresh);
    return true;
  }
  /** A quick look without the foreign keys: most tables fail here once the budget is nearly used. */
  private mayFit(fresh: readonly number[]): boolean {
    const least = fresh.reduce((sum, table) => sum + (this.index.texts[table]?.alone ?? 0) + 1, 0);
    return textTokens(this.length + least) <= this.budget;
  }
  /** Length of the fresh tables, with each foreign key that has both ends among the picked. */
  private growth(fresh: readonly number[]): number {
    const isFresh = new Set(fresh);
    let length = 0;
    for (const table of fresh) {
      length += (this.index.texts[table]?.alone ?? 0) + 1 + this.links(table, () => true);
      for (const other of this.index.graph.neighbours[table] ?? [])
        if (this.set.has(other) && !isFresh.has(other))
          length += this.links(other, (target) => target === table);
    }
    return length;
  }
  private links(table: number, counted: (target: number) => boolean): number {
    const targets = this.index.graph.targets[table] ?? [];
    const lengths = this.index.texts[table]?.links ?? [];
    return targets.reduce(
      (sum, target, at) =>
        this.set.has(target) && counted(target) ? sum + (lengths[at] ?? 0) : sum,
      0,
    );
  }
}

/** Picks by descending likelihood; the core's tables come with the tables that join them. */
function fillCore(index: Index, core: readonly number[], likely: Float64Array, picked: Picked) {
  for (const table of core) {
    if (picked.set.has(table)) continue;
    const better = (other: number): number => likely[other] ?? 0;
    const path = pathBetween(index.graph, table, picked.set, longestPath, better) ?? [];
    if (!picked.add([table, ...path])) picked.add([table]);
  }
}

/** Table numbers by descending value; equals keep the schema's order. */
const descending = (values: Float64Array): number[] =>
  [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));

/** Tables within the budget, likeliest first, and the tokens of their DDL. */
export function fillBudget(
  index: Index,
  likely: Float64Array,
  budget: number,
): { order: number[]; tokens: number } {
  const picked = new Picked(index, budget);
  const worth = likely.map(
    (value, at) => Math.log(value + 1e-12) - thrift * Math.log(index.texts[at]?.alone ?? 1),
  );
  const most = likely.reduce((a, b) => Math.max(a, b), 0);
  const strong = likely.map((value) => (value >= coreShare * most ? value : 0));
  const core = descending(strong).filter((at) => (strong[at] ?? 0) > 0);
  fillCore(index, core.slice(0, largestCore), likely, picked);
  for (const table of descending(worth)) if (!picked.set.has(table)) picked.add([table]);
  return { order: picked.order, tokens: picked.tokens };
}
