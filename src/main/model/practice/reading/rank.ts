import type { Link } from '../link/index.ts';
import { priceOf } from '../schema/roles.ts';
import { fold } from '../words/fold.ts';
import { stems } from '../words/stem.ts';
import type { Cursor } from './cursor.ts';
import type { Mention, Rank, Wish } from './reading.ts';

export const isPlural = (text: string): boolean => {
  const word = fold(text.trim().split(/\s+/).at(-1) ?? '');
  if (/^[a-z]/.test(word)) return stems(word)[0] !== word || word === 'staff';
  return /(?:ات|ين|ون|ها|هاي|ان|اء)$/.test(word) || /^(?:م[^ه]ا..?|.?.?و.$|ا.?.?ا.$)/.test(word);
};

const rankable: readonly Link['kind'][] = ['entity', 'role', 'field'];

const numeric = (mention: Mention): Mention | null => {
  const links = mention.links.filter(
    (link) => link.kind === 'field' && link.field.kind === 'number',
  );
  return links.length > 0 ? { ...mention, links } : null;
};

/** The measure that starts at this place: sales, «number of orders», «orders», «average …» is none. */
function measureAt(
  cursor: Cursor,
  start: number,
): { by: Wish | null; field: Mention | null; places: number[] } | null {
  let place = cursor.skip(start);
  const lead = cursor.isMarker(place, 'count', 'sum') ? place : null;
  if (lead !== null) place = cursor.skip(place + 1);
  const item = cursor.at(place);
  const places = [...(lead === null ? [] : [lead]), place];
  if (item?.kind === 'metric' && cursor.free(place))
    return { by: { kind: 'metric', metric: item.metric, fn: 'sum' }, field: null, places };
  const mention = cursor.mention(place, 'entity', 'field');
  if (mention === null) return null;
  const field = numeric(mention);
  const summed = lead !== null && cursor.isMarker(lead, 'sum');
  if (field !== null && summed)
    return { by: { kind: 'aggregate', fn: 'sum', of: field }, field: null, places };
  if (field !== null) return { by: null, field, places };
  const of = cursor.mention(place, 'entity');
  return of === null ? null : { by: { kind: 'count', of, distinct: false }, field: null, places };
}

function measureAfterBy(cursor: Cursor) {
  for (const place of cursor.markers('by')) {
    const item = cursor.at(cursor.skip(place + 1));
    const found = measureAt(cursor, place + 1);
    // «by region» groups; «by number of orders», «by sales» and «by price» rank.
    if (found === null || (found.by?.kind === 'count' && found.places.length === 1)) continue;
    if (item === undefined) continue;
    return { ...found, places: [place, ...found.places] };
  }
  return null;
}

function measureAfter(cursor: Cursor, top: number, subject: number) {
  const found = measureAt(cursor, top + 1);
  return found === null || found.places.includes(subject) ? null : found;
}

/** A metric anywhere: «which region had the highest sales». */
function anyMetric(cursor: Cursor) {
  const place = cursor.items.findIndex((item, at) => item.kind === 'metric' && cursor.free(at));
  const item = cursor.at(place);
  if (item?.kind !== 'metric') return null;
  const by: Wish = { kind: 'metric', metric: item.metric, fn: 'sum' };
  return { by, field: null, places: [place] };
}

/** «sold the most»: pieces of what has a price, money for whoever or whatever sells. */
function anySold(cursor: Cursor, subject: number) {
  const [place] = cursor.markers('sold');
  if (place === undefined) return null;
  const links = cursor.mention(subject, 'entity')?.links ?? [];
  const goods = links.some((link) => link.kind === 'entity' && priceOf(link.entity) !== undefined);
  const by: Wish = { kind: 'metric', metric: goods ? 'units' : 'revenue', fn: 'sum' };
  return { by, field: null, places: [place] };
}

function countOf(cursor: Cursor, top: number): { count: number | null; places: number[] } {
  const near = [top + 1, top - 1, top + 2, top - 2];
  const any = cursor.items.flatMap((item, at) => (item.kind === 'number' ? [at] : []));
  for (const place of [...near, ...any]) {
    const item = cursor.at(place);
    if (
      item?.kind === 'number' &&
      cursor.free(place) &&
      Number.isInteger(item.value) &&
      item.value > 0
    )
      return { count: Math.min(item.value, 1_000), places: [place] };
  }
  return { count: null, places: [] };
}

/** What is ranked: after «top» where nothing stood before it, else the last thing before it. */
function subjectOf(cursor: Cursor, top: number, superlative: boolean): number | null {
  const named = cursor.items.flatMap((item, at) =>
    cursor.free(at) && (item.kind === 'grain' || cursor.mention(at, ...rankable) !== null)
      ? [at]
      : [],
  );
  const before = named.filter((at) => at < top && !cursor.isMarker(at - 1, 'by', 'each'));
  const after = named.find(
    (at) => at > top && !cursor.isMarker(cursor.skipBack(at - 1), 'by', 'each', 'count'),
  );
  return superlative ? (before[0] ?? null) : (before[0] ?? after ?? null);
}

/**
 * «top 5 customers by revenue», «which region had the highest sales», «most expensive products».
 * «Highest» and «lowest» rank only where something is named before them: else they are MAX and MIN.
 */
export function readRank(cursor: Cursor, findPrice: () => Mention | null): Rank | null {
  const [place] = cursor.markers('top', 'bottom', 'dear', 'cheap', 'max', 'min');
  const item = cursor.at(place ?? -1);
  if (place === undefined || item?.kind !== 'marker') return null;
  const number = countOf(cursor, place);
  const bare = number.count === null && cursor.isMarker(place, 'max', 'min');
  const subject = subjectOf(cursor, place, bare);
  const of = subject === null ? null : rankedAt(cursor, subject);
  if (subject === null || of === null) return null;
  const price = cursor.isMarker(place, 'dear', 'cheap') ? findPrice() : null;
  const measure = measureOf(cursor, place, subject, price);
  if (bare && measure === null) return null;
  const { by, field, places } = measure ?? { by: null, field: null, places: [] };
  cursor.use(place, subject, ...number.places, ...places);
  const descending = ['top', 'max', 'dear'].includes(item.marker);
  const several = typeof of !== 'string' && isPlural(of.text);
  return { descending, count: number.count ?? (several ? 10 : 1), of, by, field };
}

const measureOf = (cursor: Cursor, place: number, subject: number, price: Mention | null) =>
  price === null
    ? (measureAfterBy(cursor) ??
      measureAfter(cursor, place, subject) ??
      anyMetric(cursor) ??
      anySold(cursor, subject))
    : { by: null, field: price, places: [] };

const rankedAt = (cursor: Cursor, place: number): Rank['of'] | null => {
  const item = cursor.at(place);
  return item?.kind === 'grain' ? item.grain : cursor.mention(place, ...rankable);
};
