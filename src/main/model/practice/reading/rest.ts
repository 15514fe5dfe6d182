import type { Link } from '../link/index.ts';
import { type Entity, type Field, means } from '../schema/catalog.ts';
import { labelOf } from '../schema/roles.ts';
import { fold } from '../words/fold.ts';
import type { Marker } from '../words/lexicon.ts';
import { type Cursor, placeOf } from './cursor.ts';
import type { Item } from './items.ts';
import type { Mention, Reading, Unknown } from './reading.ts';

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
  'avg',
  'each',
];

/** Every piece that no other reader took: a column, a number of rows, or not understood. */
export function readRest(cursor: Cursor, reading: Reading): void {
  for (const [place, item] of cursor.items.entries()) {
    if (!cursor.free(place)) continue;
    const of = cursor.mention(place, 'field', 'role');
    if (of !== null) readField(reading, of);
    else if (item.kind === 'number' && reading.limit === null && reading.wishes.length === 0)
      reading.limit = Math.min(1_000, Math.max(1, Math.floor(item.value)));
    else if (isUnknown(cursor, place, item, reading))
      reading.unknown.push(unknownAt(cursor, place, item));
  }
}

function isUnknown(cursor: Cursor, place: number, item: Item, reading: Reading): boolean {
  if (item.kind === 'unknown') return !repeats(cursor, item);
  if (item.kind === 'grain') return !besidePeriod(cursor, place);
  if (item.kind === 'marker')
    return !asksShare(cursor, item.marker) && isNeedy(item.marker, reading);
  return item.kind === 'number' || item.kind === 'quoted';
}

/** «كم نسبة …», «سهم … چقدر است»: how much the share is. */
const asksShare = (cursor: Cursor, marker: Marker): boolean =>
  ['sum', 'count'].includes(marker) &&
  cursor.items.some((item) => item.kind === 'marker' && item.marker === 'share');

/** «in the year 2025»: the word belongs to the period. */
const besidePeriod = (cursor: Cursor, place: number): boolean =>
  [place - 1, place + 1].some((at) => cursor.at(at)?.kind === 'period');

/** The table named right before or after, though it has been understood already. */
function besideWhat(cursor: Cursor, place: number): Mention | null {
  // English puts what narrows before its noun, Arabic and Persian behind it.
  const latin = /^[a-z]/i.test(cursor.at(place)?.text ?? '');
  const item = cursor.at(latin ? place + 1 : place - 1);
  const links = item?.kind === 'link' ? item.links.filter(({ kind }) => kind === 'entity') : [];
  return item === undefined || links.length === 0 ? null : { ...placeOf(item), links };
}

function unknownAt(cursor: Cursor, place: number, item: Item): Unknown {
  const led = cursor.isMarker(place - 1, 'of');
  // Arabic and Persian put a name right behind what it belongs to: «مبيعات سجادة منسوجة».
  const owner = cursor.at(place - 1)?.kind === 'metric' && /[\u0600-\u06ff]/.test(item.text);
  const isName = item.kind === 'unknown' || item.kind === 'quoted';
  const named =
    led || owner || item.kind === 'quoted' || (item.start > 0 && /^\p{Lu}/u.test(item.text));
  const of = item.kind === 'unknown' ? besideWhat(cursor, place) : null;
  const inside = /^(?:in|at|from|within|في|من|لدى|در|از)$/iu.test(cursor.at(place - 1)?.text ?? '');
  return { ...placeOf(item), place: led && inside, named: named && isName, of };
}

/** A function without its object matters only where nothing else is asked. */
const isNeedy = (marker: Marker, { wishes, rank }: Reading): boolean =>
  needy.includes(marker) ||
  (['sum', 'avg', 'count'].includes(marker) && wishes.length === 0 && rank === null);

const ofAge = /oldest|youngest|سنا|جوان|مسن|پیر/u;

/** «the oldest student» is so by birth, where the table has one. */
export function readAge(cursor: Cursor, reading: Reading): void {
  const aged = cursor
    .markers('latest', 'oldest')
    .some((at) => ofAge.test(cursor.at(at)?.text ?? ''));
  const { subject } = reading;
  if (!aged || subject === null || reading.dates.length > 0) return;
  const links = subject.links.flatMap((link): Link[] => {
    const field =
      link.kind === 'entity'
        ? link.entity.fields.find((one) => one.kind === 'date' && means(one.words, 'birth'))
        : undefined;
    return field === undefined ? [] : [{ kind: 'field', field, score: 1 }];
  });
  if (links.length > 0) reading.dates.push({ ...subject, links });
}

/** «does each teacher teach»: a word that only repeats what was named. */
function repeats(cursor: Cursor, { text }: Item): boolean {
  const word = fold(text);
  if (!/^[a-z]{4,}$/.test(word)) return false;
  const named = cursor.items.flatMap((item) => (item.kind === 'link' ? item.links : []));
  const words = named.flatMap((link) => (link.kind === 'entity' ? link.entity.words : []));
  return words.some(
    ({ stems: [stem = ''] }) => stem.length > 3 && (stem.startsWith(word) || word.startsWith(stem)),
  );
}

const notUnderstood = ({ text, start, end }: Mention): Unknown => ({
  text,
  start,
  end,
  place: false,
  named: false,
  of: null,
});

const entitiesOf = (mention: Mention): Entity[] =>
  mention.links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));

/** The name or key of what is grouped or ranked is shown anyway. */
function isShownAnyway(reading: Reading, of: Mention): boolean {
  const { rank, groups } = reading;
  const shown = [
    ...groups.flatMap((group) => (group.kind === 'mention' ? entitiesOf(group.of) : [])),
    ...(rank === null || typeof rank.of === 'string' ? [] : entitiesOf(rank.of)),
  ];
  return of.links.some(
    (link) =>
      link.kind === 'field' && shown.includes(link.field.table) && isName(link.field, reading),
  );
}

const isName = (field: Field, { language }: Reading): boolean =>
  field.column.primaryKey || labelOf(field.table, language).includes(field);

/** A column beside a measure groups it only where it cannot mean anything else. */
function isGroup({ groups, wishes }: Reading, of: Mention): boolean {
  const plain = wishes.every((wish) => wish.kind === 'metric' || wish.kind === 'aggregate');
  const text = of.links.some((link) => link.kind === 'field' && link.field.kind === 'text');
  return groups.length === 0 && plain && text;
}

function readField(reading: Reading, of: Mention): void {
  const dated = of.links.filter((link) => link.kind === 'field' && link.field.kind === 'date');
  if (dated.length > 0 && (reading.periods.length > 0 || reading.order !== null)) {
    reading.dates.push({ ...of, links: dated });
    return;
  }
  const asks = reading.wishes.length > 0;
  if (!asks && reading.rank === null) reading.show.push(of);
  else if (isShownAnyway(reading, of)) return;
  else if (asks && isGroup(reading, of)) reading.groups.push({ kind: 'mention', of });
  else reading.unknown.push(notUnderstood(of));
}
