import type { Link } from '../link/index.ts';
import type { Entity, Field } from '../schema/catalog.ts';
import { amountOf, isStock, priceOf, quantityOf, saleLikeness, stockOf } from '../schema/roles.ts';
import type { Marker } from '../words/lexicon.ts';
import { type Cursor, placeOf } from './cursor.ts';
import type { Bound, Comparison, FilterWish, Mention, Unknown, Wish } from './reading.ts';

const signs: Partial<Readonly<Record<Marker, Comparison>>> = {
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  eq: '=',
};

const numberAt = (cursor: Cursor, place: number): number | null => {
  const item = cursor.at(place);
  return item?.kind === 'number' && cursor.free(place) ? item.value : null;
};

const isNumeric = (mention: Mention): boolean =>
  mention.links.some((link) => link.kind === 'field' && link.field.kind === 'number');

interface Found {
  filters: FilterWish[];
  having: { of: Wish; bound: Bound }[];
}

/** A measure at this place that a group can be bounded by: sales, a number of orders. */
function measureAt(cursor: Cursor, place: number): { wish: Wish; place: number } | null {
  const item = cursor.at(place);
  if (item === undefined || !cursor.free(place)) return null;
  if (item.kind === 'metric')
    return { wish: { kind: 'metric', metric: item.metric, fn: 'sum' }, place };
  const of = cursor.mention(place, 'entity');
  return of === null ? null : { wish: { kind: 'count', of, distinct: false }, place };
}

/** What stands left of a comparison: a numeric column, sales, «number of orders». */
function leftOf(cursor: Cursor, place: number, bound: Bound): Found | null {
  const at = cursor.skipBack(place - 1);
  const field = cursor.mention(at, 'field');
  if (field !== null && isNumeric(field)) {
    cursor.use(at);
    return { filters: [{ kind: 'bound', of: field, bound }], having: [] };
  }
  // «products cost more than 100» speaks of each, not of how many there are.
  const ofEach = /^(?:cost|pric|earn|sell)/i.test(cursor.at(place)?.text ?? '');
  const measure = ofEach || bound.kind === 'field' ? null : measureAt(cursor, at);
  if (measure === null) return null;
  const counted = cursor.isMarker(cursor.skipBack(at - 1), 'count');
  if (measure.wish.kind === 'count' && !counted) return null;
  cursor.use(at, ...(counted ? [cursor.skipBack(at - 1)] : []));
  return { filters: [], having: [{ of: measure.wish, bound }] };
}

/** What stands right of the number: «more than 10 orders». */
function rightOf(cursor: Cursor, place: number, bound: Bound): Found | null {
  const at = cursor.skip(place);
  const field = cursor.mention(at, 'field');
  if (field !== null && isNumeric(field)) {
    cursor.use(at);
    return { filters: [{ kind: 'bound', of: field, bound }], having: [] };
  }
  const measure = measureAt(cursor, at);
  if (measure === null) return null;
  cursor.use(at);
  return { filters: [], having: [{ of: measure.wish, bound }] };
}

/** The column of a table that a bound on its rows is about: the pieces of stock, the amount of a sale. */
function ownColumn(of: Mention, find: (entity: Entity) => Field | undefined): Mention | null {
  const links = of.links.flatMap((link): Link[] => {
    const field = link.kind === 'entity' ? find(link.entity) : undefined;
    return field === undefined ? [] : [{ kind: 'field', field, score: 1 }];
  });
  return links.length === 0 ? null : { ...of, links };
}

/** «products below their reorder level»: the pieces that stand beside that level. */
function levelOwner(of: Mention, bound: Bound): Mention | null {
  if (bound.kind !== 'field') return null;
  const links = bound.of.links.flatMap((link): Link[] => {
    const table = link.kind === 'field' ? link.field.table : undefined;
    const field = table === undefined ? undefined : (quantityOf(table) ?? stockOf(table));
    return field === undefined || !isStock(field.table) ? [] : [{ kind: 'field', field, score: 1 }];
  });
  return links.length === 0 ? null : { ...of, links };
}

/** «orders over 500»: the worth of each of them. */
function worthOf(cursor: Cursor, place: number, bound: Bound): Found | null {
  const of = cursor.mention(cursor.skipBack(place - 1), 'entity');
  if (of === null) return null;
  const pieces = ownColumn(of, (entity) =>
    isStock(entity) ? quantityOf(entity) : bound.kind === 'field' ? stockOf(entity) : undefined,
  );
  const amount = ownColumn(of, (entity) =>
    saleLikeness(entity) > 0 ? amountOf(entity) : undefined,
  );
  const price = ownColumn(of, priceOf);
  const own =
    pieces ?? levelOwner(of, bound) ?? (bound.kind === 'field' ? null : (amount ?? price));
  if (own !== null) return { filters: [{ kind: 'bound', of: own, bound }], having: [] };
  if (bound.kind === 'field') return null;
  return { filters: [], having: [{ of: { kind: 'metric', metric: 'revenue', fn: 'sum' }, bound }] };
}

function readBound(cursor: Cursor, place: number): { bound: Bound; end: number } | null {
  const item = cursor.at(place);
  if (item?.kind !== 'marker') return null;
  const first = cursor.skip(place + 1);
  const low = numberAt(cursor, first);
  if (item.marker === 'range') {
    const tie = cursor.isMarker(first + 1, 'and', 'of') ? first + 2 : first + 1;
    const high = numberAt(cursor, tie);
    if (low === null || high === null) return null;
    cursor.use(place, first, first + 1, tie);
    return {
      bound: { kind: 'between', low: Math.min(low, high), high: Math.max(low, high) },
      end: tie + 1,
    };
  }
  const comparison = signs[item.marker];
  if (comparison === undefined) return null;
  if (low !== null) {
    cursor.use(place, first);
    return { bound: { kind: 'number', comparison, value: low }, end: first + 1 };
  }
  const other = cursor.mention(first, 'field');
  if (other === null || !isNumeric(other)) return null;
  cursor.use(place, first);
  return { bound: { kind: 'field', comparison, of: other }, end: first + 1 };
}

/** Every comparison with a number or another column, and what it is about. */
export function readBounds(cursor: Cursor): Found & { unknown: Unknown[] } {
  const found: Found & { unknown: Unknown[] } = { filters: [], having: [], unknown: [] };
  for (const place of cursor.markers('gt', 'gte', 'lt', 'lte', 'eq', 'range')) {
    const read = readBound(cursor, place);
    if (read === null) continue;
    const about: Found | null =
      (read.bound.kind === 'field' ? null : rightOf(cursor, read.end, read.bound)) ??
      leftOf(cursor, place, read.bound) ??
      worthOf(cursor, place, read.bound);
    if (about === null) {
      const item = cursor.at(place);
      if (item !== undefined)
        found.unknown.push({ ...placeOf(item), place: false, named: false, of: null });
      continue;
    }
    found.filters.push(...about.filters);
    found.having.push(...about.having);
  }
  return found;
}
