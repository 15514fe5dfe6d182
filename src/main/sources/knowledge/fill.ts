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
  const byLikelihood = [...likely.keys()].sort(
    (a, b) => (likely[b] ?? 0) - (likely[a] ?? 0) || a - b,
  );
  const most = likely[byLikelihood[0] ?? 0] ?? 0;
  const core = byLikelihood
    .slice(0, largestCore)
    .filter((at) => (likely[at] ?? 0) >= coreShare * most);
  fillCore(index, core, likely, picked);
  const rest = [...worth.keys()].sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b);
  for (const table of rest) if (!picked.set.has(table)) picked.add([table]);
  return { order: picked.order, tokens: picked.tokens };
}
