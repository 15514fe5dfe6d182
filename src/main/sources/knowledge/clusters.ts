import type { Table } from '../../../preload/contract/database.ts';
import { splitWords } from './words.ts';

/** A schema with more tables than this is divided along its foreign keys and its tables' names. */
const largestCluster = 60;
/** Fewer tables whose names begin alike are a chance. */
const leastAlike = 3;

/** Sets of tables that grow by being joined (union-find). */
class Groups {
  private readonly parent: number[];
  private readonly size: number[];
  constructor(count: number) {
    this.parent = Array.from({ length: count }, (_, at) => at);
    this.size = Array.from({ length: count }, () => 1);
  }
  find(at: number): number {
    let top = at;
    while (this.parent[top] !== top) top = this.parent[top] ?? top;
    return top;
  }
  /** Joins two groups unless the result were larger than `limit`. */
  join(a: number, b: number, limit: number): void {
    const [one, other] = [this.find(a), this.find(b)];
    const size = (this.size[one] ?? 1) + (this.size[other] ?? 1);
    if (one === other || size > limit) return;
    this.parent[other] = one;
    this.size[one] = size;
  }
  joinAll([first = 0, ...rest]: readonly number[], limit: number): void {
    for (const other of rest) this.join(first, other, limit);
  }
  /** The group of each table, numbered in the order of their first tables. */
  numbered(): number[] {
    const numbers = new Map<number, number>();
    return this.parent.map((_, at) => {
      const top = this.find(at);
      const number = numbers.get(top) ?? numbers.size;
      numbers.set(top, number);
      return number;
    });
  }
}

function bySchema(tables: readonly Table[]): number[][] {
  const schemas = new Map<string, number[]>();
  for (const [at, { schema }] of tables.entries()) {
    const list = schemas.get(schema ?? '') ?? [];
    list.push(at);
    schemas.set(schema ?? '', list);
  }
  return [...schemas.values()];
}

/** Foreign keys from the least connected tables first: hubs join everything to everything. */
function linksByDegree(
  tables: readonly number[],
  declared: readonly (readonly number[])[],
): [number, number][] {
  const degree = (at: number): number => declared[at]?.length ?? 0;
  const links = tables.flatMap((from) =>
    (declared[from] ?? []).filter((to) => from < to).map((to): [number, number] => [from, to]),
  );
  return links.sort((a, b) => degree(a[0]) * degree(a[1]) - degree(b[0]) * degree(b[1]));
}

/** Tables whose names begin with the same words, the longest common beginnings first. */
function byBeginning(tables: readonly Table[], loose: readonly number[]): number[][] {
  const groups = new Map<string, { depth: number; list: number[] }>();
  for (const at of loose) {
    const words = splitWords(tables[at]?.name ?? '');
    for (let depth = 1; depth < words.length; depth++) {
      const beginning = words.slice(0, depth).join(' ');
      const group = groups.get(beginning) ?? { depth, list: [] };
      group.list.push(at);
      groups.set(beginning, group);
    }
  }
  return [...groups.values()]
    .filter(({ list }) => list.length >= leastAlike && list.length <= largestCluster)
    .sort((a, b) => b.depth - a.depth)
    .map(({ list }) => list);
}

/**
 * Tables that belong together: those of one schema; in a large or only schema those that foreign
 * keys tie together, and of the tables without any those whose names begin alike (`hr_staff`,
 * `hr_leave`). Answers each table's cluster, numbered from 0.
 */
export function clusterTables(
  tables: readonly Table[],
  declared: readonly (readonly number[])[],
): number[] {
  const groups = new Groups(tables.length);
  const schemas = bySchema(tables);
  for (const schema of schemas) {
    if (schemas.length > 1 && schema.length <= largestCluster) {
      groups.joinAll(schema, largestCluster);
      continue;
    }
    for (const [from, to] of linksByDegree(schema, declared)) groups.join(from, to, largestCluster);
    const loose = schema.filter((at) => (declared[at]?.length ?? 0) === 0);
    for (const list of byBeginning(tables, loose)) groups.joinAll(list, largestCluster);
  }
  return groups.numbered();
}
