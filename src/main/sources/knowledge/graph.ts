import type { ForeignKey, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';

/** Foreign keys among the tables, by table number; `neighbours` both ways, itself left out. */
export interface Graph {
  /** For each table, each of its foreign keys' target, or -1 where the target is not known. */
  targets: readonly (readonly number[])[];
  neighbours: readonly (readonly number[])[];
}

const targetName = (key: ForeignKey): string =>
  qualifiedName({ schema: key.schema, name: key.table });

export function buildGraph(tables: readonly Table[]): Graph {
  const places = new Map(tables.map((table, at) => [qualifiedName(table), at]));
  const targets = tables.map((table) =>
    table.foreignKeys.map((key) => places.get(targetName(key)) ?? -1),
  );
  const neighbours = tables.map(() => new Set<number>());
  for (const [from, list] of targets.entries())
    for (const to of list)
      if (to >= 0 && to !== from) {
        neighbours[from]?.add(to);
        neighbours[to]?.add(from);
      }
  return { targets, neighbours: neighbours.map((set) => [...set].sort((a, b) => a - b)) };
}

/**
 * The tables between `from` and the nearest of `goals`, both ends left out: empty when they are
 * neighbours, null when no path of at most `longest` foreign keys exists. Shortest path, then the
 * one `better` prefers step by step (greater first).
 */
export function pathBetween(
  graph: Graph,
  from: number,
  goals: ReadonlySet<number>,
  longest: number,
  better: (table: number) => number,
): number[] | null {
  const before = new Map<number, number>([[from, -1]]);
  let edge = [from];
  for (let step = 0; step < longest && edge.length > 0; step++) {
    const next: number[] = [];
    for (const at of [...edge].sort((a, b) => better(b) - better(a) || a - b))
      for (const to of graph.neighbours[at] ?? []) {
        if (before.has(to)) continue;
        before.set(to, at);
        if (goals.has(to)) return walkBack(before, at, from);
        next.push(to);
      }
    edge = next;
  }
  return null;
}

function walkBack(before: ReadonlyMap<number, number>, last: number, from: number): number[] {
  const path: number[] = [];
  for (let at = last; at !== from && at >= 0; at = before.get(at) ?? -1) path.push(at);
  return path;
}
