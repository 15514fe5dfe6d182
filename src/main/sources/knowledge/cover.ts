import type { Graph } from './graph.ts';

/** What each table answers of each term of a question, grouped by table. */
export interface Matches {
  /** The matches of table t stand from `from[t]` up to `from[t + 1]`. */
  from: Int32Array;
  term: Int32Array;
  value: Float64Array;
  terms: number;
}

/** How well a few tables of each cluster answer the question together. */
export interface Cover {
  /** What each chosen table added to the tables chosen before it; 0 for the others. */
  gain: Float64Array;
  /** The sum of the gains of each cluster's chosen tables. */
  cluster: Float64Array;
}

export const covering = {
  /** Questions seldom need more tables than this. */
  tables: 3,
  /** A table that shares no foreign key with those chosen before counts this much. */
  apart: 0.65,
};

/** Chooses a cluster's tables one by one, each the one that adds most. */
class Chooser {
  private readonly met: Float64Array;
  private readonly matches: Matches;
  constructor(matches: Matches) {
    this.matches = matches;
    this.met = new Float64Array(matches.terms);
  }
  start(): void {
    this.met.fill(0);
  }
  /** What the table would add to what is met so far. */
  gain(table: number): number {
    const { from, term, value } = this.matches;
    let sum = 0;
    for (let at = from[table] ?? 0; at < (from[table + 1] ?? 0); at++) {
      const more = (value[at] ?? 0) - (this.met[term[at] ?? 0] ?? 0);
      if (more > 0) sum += more;
    }
    return sum;
  }
  choose(table: number): void {
    const { from, term, value } = this.matches;
    for (let at = from[table] ?? 0; at < (from[table + 1] ?? 0); at++) {
      const of = term[at] ?? 0;
      this.met[of] = Math.max(this.met[of] ?? 0, value[at] ?? 0);
    }
  }
}

/** The table that adds most, and what it adds; tables apart from `near` count less. */
function bestNext(
  chooser: Chooser,
  tables: readonly number[],
  near: ReadonlySet<number> | null,
): [table: number, gain: number] {
  let [best, most] = [-1, 0];
  for (const table of tables) {
    const bound = near === null || near.has(table) ? 1 : covering.apart;
    const more = bound * chooser.gain(table);
    if (more > most) [best, most] = [table, more];
  }
  return [best, most];
}

/** Greedy cover of the question's terms by at most three tables of each cluster. */
export function coverClusters(
  matches: Matches,
  members: readonly (readonly number[])[],
  graph: Graph,
): Cover {
  const gain = new Float64Array(matches.from.length - 1);
  const cluster = new Float64Array(members.length);
  const chooser = new Chooser(matches);
  for (const [number, tables] of members.entries()) {
    chooser.start();
    const near = new Set<number>();
    for (let step = 0; step < covering.tables; step++) {
      const [best, most] = bestNext(chooser, tables, step === 0 ? null : near);
      if (best < 0) break;
      gain[best] = most;
      cluster[number] = (cluster[number] ?? 0) + most;
      chooser.choose(best);
      for (const other of graph.neighbours[best] ?? []) near.add(other);
    }
  }
  return { gain, cluster };
}
