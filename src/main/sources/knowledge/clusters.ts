import type { Table } from '../../../preload/contract/database.ts';

/** A schema with more tables than this is divided along its foreign keys. */
const largestCluster = 60;

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
}

const countBy = (names: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** Foreign keys from the least connected tables first: hubs join everything to everything. */
function linksByDegree(declared: readonly (readonly number[])[]): [number, number][] {
  const degree = (at: number): number => declared[at]?.length ?? 0;
  const links = declared.flatMap((list, from) =>
    list.filter((to) => from < to).map((to): [number, number] => [from, to]),
  );
  return links.sort((a, b) => degree(a[0]) * degree(a[1]) - degree(b[0]) * degree(b[1]));
}

/**
 * Tables that belong together: those of one schema, or, in a large or only schema, those that
 * foreign keys tie together. Answers each table's cluster, numbered from 0.
 */
export function clusterTables(
  tables: readonly Table[],
  declared: readonly (readonly number[])[],
): number[] {
  const schemas = tables.map((table) => table.schema ?? '');
  const sizes = countBy(schemas);
  const whole = (at: number): boolean => (sizes.get(schemas[at] ?? '') ?? 0) <= largestCluster;
  const groups = new Groups(tables.length);
  const first = new Map<string, number>();
  for (const [at, schema] of schemas.entries()) {
    const leader = first.get(schema) ?? at;
    first.set(schema, leader);
    if (sizes.size > 1 && whole(at)) groups.join(leader, at, tables.length);
  }
  for (const [from, to] of linksByDegree(declared))
    if (sizes.size === 1 || !(whole(from) || whole(to))) groups.join(from, to, largestCluster);
  const numbers = new Map<number, number>();
  return tables.map((_, at) => {
    const top = groups.find(at);
    const number = numbers.get(top) ?? numbers.size;
    numbers.set(top, number);
    return number;
  });
}
