import type { ForeignKey, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';

/** How tables join, by table number. */
export interface Graph {
  /** For each table, each of its foreign keys' target, or -1 where the target is not known. */
  targets: readonly (readonly number[])[];
  /** Tables that a foreign key or an inferred link joins with it, both ways, itself left out. */
  neighbours: readonly (readonly number[])[];
  /** Those of the neighbours that a declared foreign key joins. */
  declared: readonly (readonly number[])[];
}

const targetName = (key: ForeignKey): string =>
  qualifiedName({ schema: key.schema, name: key.table });

/** @param inferred links that names tell although no foreign key does. */
export function buildGraph(
  tables: readonly Table[],
  inferred: readonly (readonly [from: number, to: number])[],
): Graph {
  const places = new Map(tables.map((table, at) => [qualifiedName(table), at]));
  const targets = tables.map((table) =>
    table.foreignKeys.map((key) => places.get(targetName(key)) ?? -1),
  );
  const declared = targets.flatMap((list, from) => list.map((to): [number, number] => [from, to]));
  return {
    targets,
    neighbours: bothWays(tables.length, [...declared, ...inferred]),
    declared: bothWays(tables.length, declared),
  };
}

function bothWays(
  count: number,
  links: readonly (readonly [from: number, to: number])[],
): number[][] {
  const neighbours = Array.from({ length: count }, () => new Set<number>());
  for (const [from, to] of links) {
    if (to < 0 || to === from) continue;
    neighbours[from]?.add(to);
    neighbours[to]?.add(from);
  }
  return neighbours.map((set) => [...set].sort((a, b) => a - b));
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
