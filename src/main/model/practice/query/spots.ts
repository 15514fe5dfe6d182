import type { Link } from '../link/index.ts';
import type { Mention } from '../reading/reading.ts';
import type { Entity, Field } from '../schema/catalog.ts';
import { type Path, reachable, related } from '../schema/paths.ts';
import { dateOf } from '../schema/roles.ts';

/** A column or a whole table, and the way to it from the query's base. */
export interface Spot {
  path: Path;
  /** Null: the table itself, by its key and label. */
  field: Field | null;
  entity: Entity;
  /** The sampled value that was named, where one was. */
  value: string | null;
  /** True when the way multiplies rows: only good for EXISTS. */
  many: boolean;
  cost: number;
}

/** Two equally good readings of a word: the person is asked. */
export interface Tie {
  mention: Mention;
  spots: Spot[];
}

export interface Ground {
  base: Entity;
  /** Tables named in passing. */
  context: ReadonlySet<Entity>;
  ties: Tie[];
}

const misfit = 5;
const named = 2.5;
const detour = 3;

const endOf = (path: Path, base: Entity): Entity => path.at(-1)?.to ?? base;

interface Target {
  entity: Entity;
  field: Field | null;
  value: string | null;
  score: number;
  /** Walked after the table's own path: a role such as «manager». */
  via: Path;
}

function targetOf(link: Link): Target {
  if (link.kind === 'entity')
    return { entity: link.entity, field: null, value: null, score: link.score, via: [] };
  if (link.kind === 'role')
    return {
      entity: link.field.table,
      field: null,
      value: null,
      score: link.score,
      via: [link.edge],
    };
  const value = link.kind === 'value' ? link.value : null;
  return { entity: link.field.table, field: link.field, value, score: link.score, via: [] };
}

function spotsOf(ground: Ground, target: Target, many: boolean): Spot[] {
  const ways = (many ? related : reachable)(ground.base).get(target.entity) ?? [];
  const context = ground.context.has(target.entity) ? -named : 0;
  const view = target.entity.table.kind === 'view' ? 1 : 0;
  return ways.map((way) => {
    const path = [...way, ...target.via];
    const multiplies = path.some((edge) => edge.many);
    const cost =
      path.length + (1 - target.score) * misfit + context + view + (multiplies ? detour : 0);
    return {
      path,
      field: target.field,
      entity: endOf(path, target.entity),
      value: target.value,
      many: multiplies,
      cost,
    };
  });
}

/**
 * The nearest thing a mention may mean from here; null when nothing it names can be reached. Equal
 * rivals are noted as a tie. `many`: through keys that multiply rows too.
 */
export function spotFor(ground: Ground, mention: Mention, many = false): Spot | null {
  const spots = mention.links
    .flatMap((link) => spotsOf(ground, targetOf(link), many))
    .sort((a, b) => a.cost - b.cost);
  const [best] = spots;
  if (best === undefined) return null;
  const rivals = spots.filter((spot) => spot.cost - best.cost < 0.05);
  const different = rivals.filter(
    (spot) => spot.field !== best.field || spot.entity !== best.entity || !samePath(spot, best),
  );
  if (different.length > 0) ground.ties.push({ mention, spots: rivals.slice(0, 4) });
  return best;
}

const samePath = (a: Spot, b: Spot): boolean =>
  a.path.length === b.path.length && a.path.every((edge, index) => edge === b.path[index]);

/** The date a base's rows go by: its own, or that of the nearest table it belongs to. */
export function dateSpot(ground: Ground): Spot | null {
  let best: Spot | null = null;
  for (const [entity, [path]] of reachable(ground.base)) {
    const field = dateOf(entity);
    if (field === undefined || path === undefined) continue;
    if (best === null || path.length < best.path.length)
      best = { path, field, entity, value: null, many: false, cost: path.length };
  }
  return best;
}
