import type { Language } from '../../../../preload/contract/answer.ts';
import { calendar } from '../dates/words.ts';
import type { LinkIndex } from '../link/index.ts';
import { lexiconOf, type Marker, phraseOf } from '../words/lexicon.ts';
import { bare } from '../words/stem.ts';
import { tokenize } from '../words/tokens.ts';
import { readBounds } from './bounds.ts';
import { complete } from './complete.ts';
import { Cursor, placeOf } from './cursor.ts';
import { readFlags, readKeys, readTexts, readValues } from './filters.ts';
import { readGroups } from './groups.ts';
import { type Item, readItems } from './items.ts';
import { qualify } from './qualify.ts';
import { readRank } from './rank.ts';
import type { Mention, Reading, Unknown } from './reading.ts';
import { divide, readMetrics, readWishes } from './wishes.ts';

const isAdverb = (text: string): boolean =>
  calendar.adverbs.has(phraseOf(text)) || calendar.adverbs.has(bare(phraseOf(text)));

/** Grammar words that must have found their object: left over, the question was not understood. */
const needy: readonly Marker[] = [
  'never',
  'gt',
  'lt',
  'gte',
  'lte',
  'range',
  'top',
  'bottom',
  'dear',
  'cheap',
  'contains',
  'starts',
  'except',
  'max',
  'min',
];

/** Reads a question against the names of one database. `today` is a UTC date. */
export function readQuestion(
  question: string,
  language: Language,
  links: LinkIndex,
  today: string,
): Reading {
  const { items: raw, periods } = readItems(
    question,
    tokenize(question),
    lexiconOf(language),
    links,
    today,
  );
  const { items, qualifiers } = qualify(raw);
  const cursor = new Cursor(items);
  for (const [place, item] of items.entries())
    if (item.kind === 'email' || cursor.isMarker(place, 'mail')) cursor.use(place);
  const { filters, having, unknown } = readBounds(cursor);
  const rank = readRank(cursor, () => priceMention(links));
  const { by, each } = readGroups(cursor, isAdverb);
  const led = [...readWishes(cursor), ...readMetrics(cursor)];
  const { wishes, groups } = divide(led, each);
  const context = [...qualifiers]
    .map((place) => cursor.mention(place, 'entity'))
    .filter((one) => one !== null);
  const missing = readMissing(cursor);
  filters.push(...readTexts(cursor), ...readValues(cursor), ...readFlags(cursor));
  const reading: Reading = {
    language,
    question,
    wishes,
    groups: [...by, ...groups],
    filters,
    having,
    periods,
    rank,
    subject: null,
    show: [],
    dates: [],
    missing,
    sold: cursor.has('sold'),
    order: cursor.has('latest') ? 'latest' : cursor.has('oldest') ? 'oldest' : null,
    limit: null,
    distinct: cursor.has('distinct'),
    compare: cursor.has('compare', 'versus'),
    change: cursor.has('change'),
    trend: cursor.has('trend'),
    running: cursor.has('running'),
    share: cursor.has('share'),
    rate: cursor.has('rate'),
    context,
    unknown,
  };
  reading.filters.push(...readKeys(cursor));
  readSubject(cursor, reading, qualifiers);
  readRest(cursor, reading);
  return complete(reading);
}

function priceMention(links: LinkIndex): Mention | null {
  const found = links.names(['price']).filter((link) => link.kind === 'field');
  return found.length === 0 ? null : { links: found, text: 'price', start: 0, end: 0 };
}

/** «never sold», «without orders», «لم يشتروا». */
function readMissing(cursor: Cursor): Reading['missing'] {
  for (const place of cursor.markers('never')) {
    const next = cursor.skip(place + 1, 'never');
    const of = cursor.mention(next, 'entity');
    if (of !== null) {
      cursor.use(place, next);
      return { of };
    }
    const sold = [next, place - 1, place + 2].find(
      (at) => cursor.isMarker(at, 'sold') && cursor.free(at),
    );
    if (sold !== undefined) {
      cursor.use(...cursor.markers('never'), sold);
      return { of: 'sales' };
    }
    const before = cursor.skipBack(place - 1);
    const owned = cursor.mention(before, 'entity');
    // Persian puts the verb last: «مشتریانی که سفارش ندارند».
    if (owned !== null && cursor.mentions('entity').some((at) => at < before)) {
      cursor.use(place, before);
      return { of: owned };
    }
  }
  const [sold] = cursor.markers('sold');
  const text = cursor.at(sold ?? -1)?.text ?? '';
  if (sold === undefined || !/(?:^|\s)ن|نکرد|نشده|نرفته|نداده/.test(text)) return null;
  cursor.use(sold);
  return { of: 'sales' };
}

function readSubject(cursor: Cursor, reading: Reading, qualifiers: ReadonlySet<number>): void {
  const entities = cursor.mentions('entity').filter((place) => !qualifiers.has(place));
  const mentions = entities
    .map((place) => cursor.mention(place, 'entity'))
    .filter((one) => one !== null);
  cursor.use(...entities, ...qualifiers);
  const asks = reading.wishes.length > 0 || reading.rank !== null;
  const [first, ...others] = asks ? [] : [...mentions, ...reading.context];
  reading.subject = first ?? null;
  reading.context.push(...(asks ? mentions : others));
}

function readRest(cursor: Cursor, reading: Reading): void {
  for (const [place, item] of cursor.items.entries()) {
    if (!cursor.free(place)) continue;
    const of = cursor.mention(place, 'field', 'role');
    if (of !== null) readField(reading, of);
    else if (item.kind === 'number' && reading.limit === null && reading.wishes.length === 0)
      reading.limit = Math.min(1_000, Math.max(1, Math.floor(item.value)));
    else if (item.kind === 'grain' && !besidePeriod(cursor, place))
      reading.unknown.push({ ...placeOf(item), place: false, named: false });
    else if (item.kind === 'unknown' || item.kind === 'number' || item.kind === 'quoted')
      reading.unknown.push(unknownAt(cursor, place, item));
    else if (item.kind === 'marker' && isNeedy(item.marker, reading))
      reading.unknown.push({ ...placeOf(item), place: false, named: false });
  }
}

/** «in the year 2025»: the word belongs to the period. */
const besidePeriod = (cursor: Cursor, place: number): boolean =>
  [place - 1, place + 1].some((at) => cursor.at(at)?.kind === 'period');

function unknownAt(cursor: Cursor, place: number, item: Item): Unknown {
  const led = cursor.isMarker(place - 1, 'of');
  const owner = cursor.at(place - 1)?.kind === 'link';
  const named = led || owner || item.kind === 'quoted' || /^\p{Lu}/u.test(item.text);
  return { ...placeOf(item), place: led, named: named && item.kind !== 'number' };
}

/** A function without its object matters only where nothing else is asked. */
const isNeedy = (marker: Marker, { wishes, rank }: Reading): boolean =>
  needy.includes(marker) ||
  (['sum', 'avg', 'count'].includes(marker) && wishes.length === 0 && rank === null);

function readField(reading: Reading, of: Mention): void {
  const dated = of.links.filter((link) => link.kind === 'field' && link.field.kind === 'date');
  if (dated.length > 0 && (reading.periods.length > 0 || reading.order !== null)) {
    reading.dates.push({ ...of, links: dated });
    return;
  }
  const asks = reading.wishes.length > 0;
  const groupable = of.links.some(
    (link) => link.kind === 'role' || (link.kind === 'field' && link.field.kind !== 'number'),
  );
  if (!asks && reading.rank === null) reading.show.push(of);
  else if (groupable && asks && reading.groups.length === 0)
    reading.groups.push({ kind: 'mention', of });
  else
    reading.unknown.push({
      text: of.text,
      start: of.start,
      end: of.end,
      place: false,
      named: false,
    });
}
