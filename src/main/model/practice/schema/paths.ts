import type { Edge, Entity } from './catalog.ts';

export type Path = readonly Edge[];

const longest = 5;

type Ways = Map<Entity, Path[]>;
const joins = new WeakMap<Entity, Ways>();
const links = new WeakMap<Entity, Ways>();

const kept = (cache: WeakMap<Entity, Ways>, base: Entity, make: () => Ways): Ways => {
  const known = cache.get(base);
  if (known !== undefined) return known;
  const ways = make();
  cache.set(base, ways);
  return ways;
};

/** All shortest ways from one table to others along foreign keys that never multiply rows. */
export const reachable = (base: Entity): ReadonlyMap<Entity, Path[]> =>
  kept(joins, base, () => walk(base, (edge) => !edge.many));

/** As `reachable`, through keys walked in either direction: for conditions, not for joins. */
export const related = (base: Entity): ReadonlyMap<Entity, Path[]> =>
  kept(links, base, () => walk(base, () => true));

function walk(base: Entity, may: (edge: Edge) => boolean): Ways {
  const found = new Map<Entity, Path[]>([[base, [[]]]]);
  let frontier: Path[] = [[]];
  for (let length = 1; length <= longest && frontier.length > 0; length += 1) {
    const next = frontier.flatMap((path) => steps(path.at(-1)?.to ?? base, path, may));
    // A table met on a shorter way, or already full of ways, is not entered again.
    frontier = next.filter((path) => {
      const to = path.at(-1)?.to ?? base;
      const known = found.get(to);
      if (known?.[0] !== undefined && (known[0].length < length || known.length >= 4)) return false;
      found.set(to, [...(known ?? []), path]);
      return true;
    });
  }
  return found;
}

const steps = (at: Entity, path: Path, may: (edge: Edge) => boolean): Path[] =>
  at.edges.filter(may).map((edge) => [...path, edge]);
