import type { Grain } from '../dates/period.ts';
import { saysAny } from '../schema/catalog.ts';
import type { Cursor } from './cursor.ts';
import type { Fn, GroupWish, Mention, Wish } from './reading.ts';

const fns: Readonly<Record<string, Fn>> = { sum: 'sum', avg: 'avg', min: 'min', max: 'max' };

interface Pending {
  fns: Fn[];
  count: boolean;
  distinct: boolean;
  places: number[];
}

const isValue = (cursor: Cursor, place: number): boolean =>
  cursor.mention(place, 'value') !== null &&
  cursor.mention(place, 'entity', 'field', 'role') === null;

/** A word not known right before a thing that is: perhaps a value that was not sampled. */
const isAdjective = (cursor: Cursor, place: number): boolean =>
  cursor.at(place)?.kind === 'unknown' && cursor.mention(place + 1, 'entity') !== null;

/** «how many vip clients»: a column of yes and no before whose rows it tells apart. */
function isFlag(cursor: Cursor, place: number): boolean {
  const links = cursor.mention(place, 'field', 'entity', 'role')?.links ?? [];
  const flags = links.filter((link) => link.kind === 'field' && link.field.kind === 'flag');
  return (
    flags.length > 0 &&
    flags.length === links.length &&
    cursor.mention(place + 1, 'entity') !== null
  );
}

const isPassedOver = (cursor: Cursor, place: number): boolean =>
  isValue(cursor, place) ||
  isFlag(cursor, place) ||
  isAdjective(cursor, place) ||
  (cursor.at(place) !== undefined && !cursor.free(place));

/** The words «average», «number of», «min and max» that stand together from this place on. */
function leadAt(cursor: Cursor, start: number): { lead: Pending; next: number } {
  const lead: Pending = { fns: [], count: false, distinct: false, places: [] };
  for (let place = start; ; place += 1) {
    const item = cursor.at(place);
    // «how many online orders»: what only narrows the rows is passed over.
    if (isPassedOver(cursor, place)) continue;
    if (item?.kind !== 'marker' || !addLead(cursor, lead, place)) return { lead, next: place };
  }
}

/** Whether this marker still leads to what is measured; notes what it says. */
function addLead(cursor: Cursor, lead: Pending, place: number): boolean {
  const item = cursor.at(place);
  if (item?.kind !== 'marker') return false;
  if (item.marker === 'and') return leads(cursor, place + 1);
  const fn = fns[item.marker];
  if (fn !== undefined) lead.fns.push(fn);
  else if (item.marker === 'count') lead.count = true;
  else if (item.marker === 'distinct') lead.distinct = true;
  else if (!cursor.isMarker(place, 'of', 'all', 'list', 'new', 'each', 'only')) return false;
  lead.places.push(place);
  return true;
}

const leads = (cursor: Cursor, place: number): boolean =>
  cursor.isMarker(cursor.skip(place), 'sum', 'avg', 'min', 'max', 'count');

function wishesOf(lead: Pending, of: Mention): Wish[] {
  const fields = of.links.filter((link) => link.kind === 'field');
  const entities = of.links.some((link) => link.kind === 'entity');
  const counts = fields.filter(
    (link) =>
      link.field.kind === 'number' && saysAny(link.field.words, 'number', 'num', 'count', 'no'),
  );
  // `number_products` already is the number of products.
  if (lead.count && counts.length > 0 && !entities)
    return (lead.fns.length > 0 ? lead.fns : (['sum'] as const)).map((one) => ({
      kind: 'aggregate',
      fn: one,
      of: { ...of, links: counts },
    }));
  const [fn] = lead.fns;
  if (lead.count || entities || fields.length === 0) {
    const count: Wish = { kind: 'count', of, distinct: lead.distinct };
    if (fn === 'sum' && !lead.count) return [{ kind: 'aggregate', fn, of }];
    // «the average of all stadiums» leaves open of what.
    if (!lead.count && !lead.distinct) return [];
    return lead.fns.filter((one) => one !== 'sum').length > 0 && lead.count
      ? [{ kind: 'ratio', of: count, per: of }]
      : [count];
  }
  return lead.fns.map((one) => ({ kind: 'aggregate', fn: one, of: { ...of, links: fields } }));
}

/** Numbers asked for with their function: «average salary», «number of orders and total sales». */
export function readWishes(cursor: Cursor): Wish[] {
  const wishes: Wish[] = [];
  for (const start of cursor.markers('sum', 'avg', 'min', 'max', 'count')) {
    if (!cursor.free(start)) continue;
    const { lead, next } = leadAt(cursor, start);
    const found = readLed(cursor, lead, next);
    if (found === null) continue;
    cursor.use(...lead.places, ...found.places);
    wishes.push(...found.wishes);
  }
  return wishes;
}

function readLed(
  cursor: Cursor,
  lead: Pending,
  next: number,
): { wishes: Wish[]; places: number[] } | null {
  const item = cursor.at(next);
  if (item?.kind === 'metric' && cursor.free(next))
    return { wishes: metricWishes(lead, item.metric), places: [next] };
  const right = cursor.mention(next, 'entity', 'field', 'role') ?? namedMarker(cursor, next);
  const wishes = right === null ? [] : wishesOf(lead, right);
  if (wishes.length > 0) return { wishes, places: [next] };
  if (right !== null) return null;
  const place = [next, lead.places[0] ?? next]
    .flatMap((at) => [cursor.skipBack(at - 1)])
    .find((at) => cursor.mention(at, 'field') !== null);
  const left = place === undefined ? null : cursor.mention(place, 'field');
  if (left !== null && place !== undefined)
    return { wishes: wishesOf(lead, left), places: [place] };
  return readAlone(cursor, lead);
}

/** «total by customer»: the word itself may be the column; «how much did we sell» is sales. */
function readAlone(cursor: Cursor, lead: Pending): { wishes: Wish[]; places: number[] } | null {
  const [place] = lead.places;
  const own = place === undefined ? null : namedMarker(cursor, place);
  if (own !== null) return { wishes: wishesOf(lead, own), places: [] };
  const [sold] = cursor.markers('sold');
  if (sold === undefined || lead.count || cursor.has('never')) return null;
  return { wishes: metricWishes(lead, 'revenue'), places: [sold] };
}

/** A grammar word that is a column's name here: «average total» where invoices have a total. */
function namedMarker(cursor: Cursor, place: number): Mention | null {
  const item = cursor.at(place);
  if (item?.kind !== 'marker' || item.links.length === 0 || !cursor.free(place)) return null;
  return { links: item.links, text: item.text, start: item.start, end: item.end };
}

function metricWishes(lead: Pending, metric: Extract<Wish, { kind: 'metric' }>['metric']): Wish[] {
  if (lead.count && metric === 'revenue') return [{ kind: 'metric', metric: 'sales', fn: 'sum' }];
  const fnsOf = lead.fns.length > 0 ? lead.fns : (['sum'] as const);
  return fnsOf.map((fn) => ({ kind: 'metric', metric, fn }));
}

/** Metrics that stand alone: «sales by region». */
export function readMetrics(cursor: Cursor): Wish[] {
  return cursor.items.flatMap((item, place): Wish[] => {
    if (item.kind !== 'metric' || !cursor.free(place)) return [];
    cursor.use(place);
    return [{ kind: 'metric', metric: item.metric, fn: 'sum' }];
  });
}

/**
 * «average sales per month», «average number of orders per customer»: an average of a sum or count
 * is that sum over how many of the other there are. Other wishes are grouped by it.
 */
export function divide(
  wishes: readonly Wish[],
  each: readonly GroupWish[],
): { wishes: Wish[]; groups: GroupWish[] } {
  const [first] = each;
  const [wish] = wishes;
  if (first === undefined || wish === undefined || wishes.length > 1) return plain(wishes, each);
  const per: Mention | Grain = first.kind === 'grain' ? first.grain : first.of;
  const rest = each.slice(1);
  if (wish.kind === 'ratio') return { wishes: [{ ...wish, per }], groups: [...rest] };
  if (
    wish.kind === 'metric' &&
    wish.fn === 'avg' &&
    (wish.metric === 'revenue' || wish.metric === 'units' || wish.metric === 'profit')
  )
    return { wishes: [{ kind: 'ratio', of: { ...wish, fn: 'sum' }, per }], groups: [...rest] };
  return plain(wishes, each);
}

const plain = (wishes: readonly Wish[], each: readonly GroupWish[]) => ({
  wishes: wishes.map((wish) => (wish.kind === 'ratio' ? wish.of : wish)),
  groups: [...each],
});
