/** Chooses the table a question is answered from, and binds every wish of it to columns. */

import type { Language } from '../../../../preload/contract/answer.ts';
import type { Grain } from '../dates/period.ts';
import type { Link } from '../link/index.ts';
import type { GroupWish, Mention, Reading, Wish } from '../reading/reading.ts';
import { weekdayNames } from '../say/names.ts';
import type { Catalog, Entity, Field } from '../schema/catalog.ts';
import { isStock, labelOf, saleLikeness } from '../schema/roles.ts';
import type { Bound } from './bound.ts';
import { bindFilter, type Condition } from './conditions.ts';
import type { Expression } from './metrics.ts';
import { dateSpot, type Ground, type Spot, spotFor } from './spots.ts';
import { bindWish } from './wishes.ts';

export interface BoundGroup {
  /** What is shown, and what rows are the same group by (a key beside the label). */
  shown: Expression[];
  keys: Expression[];
  name: { entity: Entity } | { field: Field } | { grain: Grain };
  /** What its rows are ordered by, where that is not what is shown. */
  order: Expression | null;
  said: string;
  cost: number;
}

export interface Draft {
  ground: Ground;
  measures: Bound[];
  groups: BoundGroup[];
  /** The ranked column of the base's own, when no measure ranks. */
  rankField: { spot: Spot; field: Field } | null;
  filters: Condition[];
  having: { bound: Bound; limit: Reading['having'][number]['bound'] }[];
  date: { spot: Spot; field: Field } | null;
  cost: number;
}

const add = (total: number, cost: number): number => total + cost;
const sum = (costs: readonly number[]): number => costs.reduce(add, 0);

function bindGroup(
  ground: Ground,
  reading: Reading,
  group: GroupWish,
  date: Draft['date'],
): BoundGroup | null {
  if (group.kind === 'grain') {
    if (date === null) return group.or === null ? null : mentionGroup(ground, reading, group.or);
    // A day has no hours.
    if (group.grain === 'hour' && /^date$/i.test(date.field.column.type.trim())) return null;
    return grainGroup(group.grain, date, reading.language);
  }
  return mentionGroup(ground, reading, group.of);
}

function grainGroup(
  grain: Grain,
  { spot, field }: NonNullable<Draft['date']>,
  language: Language,
): BoundGroup {
  const number: Expression = (scope) => scope.sql.grain(grain, scope.date(spot.path, field));
  const said = `${grain} (${field.table.name}.${field.column.name})`;
  const rest = { name: { grain }, said, cost: spot.path.length * 0.1 };
  if (grain !== 'weekday') return { shown: [number], keys: [number], order: null, ...rest };
  const named: Expression = (scope) => {
    const cases = weekdayNames(language).map(
      (name, day) => `WHEN ${day} THEN ${scope.sql.text(name)}`,
    );
    return `CASE ${number(scope)} ${cases.join(' ')} END`;
  };
  return { shown: [named], keys: [number, named], order: number, ...rest };
}

export function mentionGroup(
  ground: Ground,
  reading: Reading,
  mention: Mention,
): BoundGroup | null {
  const spot = spotFor(ground, mention);
  return spot === null ? null : spotGroup(spot, reading);
}

function spotGroup(spot: Spot, { language }: Reading): BoundGroup {
  const { field, entity, path, cost } = spot;
  if (field !== null) {
    const of: Expression = (scope) => scope.column(path, field);
    return {
      shown: [of],
      keys: [of],
      order: null,
      name: { field },
      said: `${field.table.name}.${field.column.name}`,
      cost,
    };
  }
  const labels = labelOf(entity, language);
  const columns = labels.map(
    (label): Expression =>
      (scope) =>
        scope.column(path, label),
  );
  const keys = entity.keys
    .filter((key) => !labels.includes(key))
    .map(
      (key): Expression =>
        (scope) =>
          scope.column(path, key),
    );
  const shown: Expression = (scope) => scope.sql.join(columns.map((column) => column(scope)));
  const said = labels.map((label) => `${entity.name}.${label.column.name}`).join(' + ');
  return { shown: [shown], keys: [...keys, ...columns], order: null, name: { entity }, said, cost };
}

/** The date column of the query: one that was named, else the one rows go by. */
function bindDate(ground: Ground, reading: Reading): Draft['date'] {
  const [named] = reading.dates;
  const spot = (named === undefined ? null : spotFor(ground, named)) ?? dateSpot(ground);
  const field = spot?.field;
  return spot === null || field == null ? null : { spot, field };
}

const needsDate = (reading: Reading): boolean =>
  reading.periods.length > 0 ||
  reading.order !== null ||
  reading.groups.some((group) => group.kind === 'grain' && group.or === null) ||
  typeof reading.rank?.of === 'string';

const every = <T>(items: readonly (T | null)[]): T[] | null =>
  items.some((item) => item === null) ? null : items.filter((item) => item !== null);

const rankWish = (reading: Reading): Wish[] => (reading.rank?.by == null ? [] : [reading.rank.by]);

/** The reading seen from one base; null when something in it cannot be reached from there. */
export function bindBase(base: Entity, reading: Reading, wishes: readonly Wish[]): Draft | null {
  const grouped = groupsOf(reading).flatMap((group) =>
    group.kind === 'mention' ? [group.of] : [],
  );
  const context = new Set(
    [...reading.context, ...grouped, ...(reading.subject === null ? [] : [reading.subject])]
      .flatMap(({ links }) => links)
      .flatMap((link) => (link.kind === 'entity' ? [link.entity] : [])),
  );
  const ground: Ground = { base, context, ties: [] };
  const date = bindDate(ground, reading);
  if (date === null && needsDate(reading)) return null;
  const measures = every(wishes.map((wish) => bindWish(ground, wish)))?.flat();
  const groups = every(groupsOf(reading).map((group) => bindGroup(ground, reading, group, date)));
  const filters = every(reading.filters.map((wish) => bindFilter(ground, wish, reading.language)));
  const having = every(
    reading.having.map(({ of, bound }) => {
      const [found] = bindWish(ground, of) ?? [];
      return found === undefined ? null : { bound: found, limit: bound };
    }),
  );
  const rankField = bindRankField(ground, reading);
  if (
    !measures ||
    groups === null ||
    filters === null ||
    having === null ||
    rankField === undefined
  )
    return null;
  if (reading.sold && saleLikeness(base) < 2) return null;
  const parts = [...measures, ...groups, ...filters, ...having.map(({ bound }) => bound)];
  const own = base.table.kind === 'view' ? 1.5 : 0;
  const dated = needsDate(reading) ? (date?.spot.path.length ?? 0) * 0.3 : 0;
  const cost = sum(parts.map((part) => part.cost)) + own + dated;
  return { ground, measures, groups, rankField, filters, having, date, cost };
}

/** What is ranked comes first, then what it is grouped by besides. */
function groupsOf(reading: Reading): GroupWish[] {
  const { rank, groups } = reading;
  if (rank === null || rank.field !== null) return [...groups];
  const ranked: GroupWish =
    typeof rank.of === 'string'
      ? { kind: 'grain', grain: rank.of, or: null }
      : { kind: 'mention', of: rank.of };
  return [ranked, ...groups];
}

/** Undefined: a column was named that the base has not. */
function bindRankField(ground: Ground, reading: Reading): Draft['rankField'] | undefined {
  const rank = reading.rank;
  if (rank === null || rank.field === null) return null;
  const ranked = typeof rank.of === 'string' ? [] : rank.of.links;
  const own = ranked.some((link) => link.kind === 'entity' && link.entity === ground.base);
  const spot = own ? spotFor(ground, rank.field) : null;
  const field = spot?.field;
  return spot === null || field == null || spot.path.length > 0 ? undefined : { spot, field };
}

const entityOf = (link: Link): Entity => (link.kind === 'entity' ? link.entity : link.field.table);

function mentionsOf(wish: Wish): Mention[] {
  if (wish.kind === 'metric') return [];
  if (wish.kind !== 'ratio') return [wish.of];
  return [...mentionsOf(wish.of), ...(typeof wish.per === 'string' ? [] : [wish.per])];
}

/** Tables worth trying: what is named, what refers to it, and, for sales, what records them. */
function basesOf(catalog: Catalog, reading: Reading, wishes: readonly Wish[]): Entity[] {
  if (reading.subject !== null && wishes.length === 0)
    return reading.subject.links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));
  const named = [
    ...wishes.flatMap(mentionsOf),
    ...groupsOf(reading).flatMap((group) =>
      group.kind === 'mention' ? [group.of] : group.or === null ? [] : [group.or],
    ),
    ...reading.show,
    ...(reading.rank === null || typeof reading.rank.of === 'string' ? [] : [reading.rank.of]),
    ...reading.filters.flatMap((filter) =>
      filter.kind === 'values' ? filter.of : filter.of === null ? [] : [filter.of],
    ),
  ]
    .flatMap(({ links }) => links)
    .map(entityOf);
  const referring = named.flatMap((entity) =>
    entity.edges.filter(({ many }) => many).map(({ to }) => to),
  );
  const business =
    [...wishes, ...reading.having.map(({ of }) => of)].some((wish) => wish.kind !== 'count') ||
    reading.sold;
  const selling = business
    ? catalog.entities.filter((entity) => saleLikeness(entity) > 0 || isStock(entity))
    : [];
  const further = referring.flatMap((entity) =>
    entity.edges.filter(({ many }) => many).map(({ to }) => to),
  );
  return [...new Set([...named, ...referring, ...further, ...selling])];
}

/** The cheapest way to meet the reading; null when no table of the schema can. */
export function chooseDraft(
  catalog: Catalog,
  reading: Reading,
  more: readonly Wish[] = [],
): Draft | null {
  const wishes = [...reading.wishes, ...rankWish(reading), ...more];
  let best: Draft | null = null;
  for (const base of basesOf(catalog, reading, wishes)) {
    const draft = bindBase(base, reading, wishes);
    if (draft !== null && (best === null || draft.cost < best.cost - 1e-9)) best = draft;
  }
  return best;
}
