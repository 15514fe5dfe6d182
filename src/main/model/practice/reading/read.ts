import type { Language } from '../../../../preload/contract/answer.ts';
import { calendar } from '../dates/words.ts';
import type { LinkIndex } from '../link/index.ts';
import { phraseOf } from '../words/lexicon.ts';
import { bare } from '../words/stem.ts';
import { tokenize } from '../words/tokens.ts';
import { readBounds } from './bounds.ts';
import { complete } from './complete.ts';
import { Cursor, placeOf } from './cursor.ts';
import { readFlags, readKeys, readTexts, readValues } from './filters.ts';
import { readGroups } from './groups.ts';
import { type Item, readItems } from './items.ts';
import { asksForMail } from './mail.ts';
import { dropModifiers, qualify } from './qualify.ts';
import { readRank } from './rank.ts';
import type { Mention, Reading } from './reading.ts';
import { readAge, readRest } from './rest.ts';
import { readSort } from './sort.ts';
import { divide, readMetrics, readWishes } from './wishes.ts';

const isAdverb = (text: string): boolean =>
  calendar.adverbs.has(phraseOf(text)) || calendar.adverbs.has(bare(phraseOf(text)));

/** Reads a question against the names of one database. `today` is a UTC date. */
export function readQuestion(
  question: string,
  language: Language,
  links: LinkIndex,
  today: string,
): Reading {
  const { items: raw, periods } = readItems(question, tokenize(question), language, links, today);
  const asked = asksForMail(question) ? raw : raw.map(asColumn);
  const headed = dropModifiers(namePeople(asked.map(asAll), links));
  const { items, qualifiers } = qualify(alignValues(headed.items, links));
  const cursor = new Cursor(items);
  for (const [place, item] of items.entries())
    if (item.kind === 'email' || cursor.isMarker(place, 'mail')) cursor.use(place);
  const { filters, having, unknown } = readBounds(cursor);
  filters.push(...readTexts(cursor));
  const rank = readRank(cursor, () => priceMention(links));
  const bottom = cursor.has('bottom');
  const limit = rank === null ? readLimit(cursor) : null;
  const sort = readSort(cursor);
  const { by, each } = readGroups(cursor, isAdverb);
  const led = [...readWishes(cursor), ...readMetrics(cursor)];
  const { wishes, groups } = divide(led, each);
  const context = [...qualifiers]
    .map((place) => cursor.mention(place, 'entity'))
    .concat(headed.dropped.map(entityMention))
    .filter((one) => one !== null);
  const missing = readMissing(cursor);
  filters.push(...readValues(cursor), ...readFlags(cursor));
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
    limit,
    bottom,
    sort,
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
  readAge(cursor, reading);
  readRest(cursor, reading);
  return complete(reading);
}

/** «only the top 3» of the question before: a number without a thing. */
function readLimit(cursor: Cursor): number | null {
  const [place] = cursor.markers('top', 'bottom', 'latest', 'oldest');
  const next = place === undefined ? undefined : cursor.at(place + 1);
  const alone = cursor.mentions('entity', 'field', 'role').length === 0;
  if (place === undefined || next?.kind !== 'number' || !alone) return null;
  cursor.use(place, place + 1);
  return Math.min(1_000, Math.max(1, Math.floor(next.value)));
}

const asksWho = /^(?:who|من|من هو|من هم|چه کسی|چه کسانی|کی)$/iu;
const buys = /bought|buy|order|purchas|اشتر|طلب|خرید|سفارش/iu;

/** «who sold the most», «who bought the most»: an employee, a customer. */
function namePeople(items: readonly Item[], links: LinkIndex): Item[] {
  return items.map((item, place) => {
    const verb = items
      .slice(place + 1)
      .find((next) => next.kind === 'marker' && next.marker === 'sold');
    if (place > 0 || item.kind !== 'marker' || !asksWho.test(item.text) || verb === undefined)
      return item;
    const person = buys.test(verb.text) ? 'customer' : 'employee';
    const found = links.names([person]).filter(({ kind }) => kind === 'entity');
    return found.length === 0 ? item : { ...placeOf(item), kind: 'link', links: found };
  });
}

/** Where nothing is to be mailed, «email» is the column. */
const asColumn = (item: Item): Item =>
  item.kind === 'marker' && item.marker === 'mail' && item.links.length > 0
    ? { ...placeOf(item), kind: 'link', links: item.links }
    : item;

/** «اعرض كل العملاء» wants all of them; only «كل عميل», without the article, is each. */
const asAll = (item: Item, place: number, items: readonly Item[]): Item => {
  const asked = items[place - 1];
  const opens = asked === undefined || (asked.kind === 'marker' && asked.marker === 'list');
  const each = item.kind === 'marker' && item.marker === 'each' && item.text === 'كل';
  return each && opens && items[place + 1]?.text.startsWith('ال')
    ? { ...item, marker: 'all' }
    : item;
};

/** «online and store sales»: beside a value, a word that is another value of its column. */
function alignValues(items: readonly Item[], links: LinkIndex): Item[] {
  const valuesAt = (at: number) => {
    const item = items[at];
    return item?.kind === 'link' ? item.links.filter(({ kind }) => kind === 'value') : [];
  };
  return items.map((item, at) => {
    if (item.kind !== 'link' || valuesAt(at).length > 0) return item;
    const tied = (to: number) => {
      const tie = items[to];
      return (
        tie?.kind === 'comma' ||
        (tie?.kind === 'marker' && ['and', 'or', 'versus'].includes(tie.marker))
      );
    };
    const beside = [
      ...(tied(at - 1) ? valuesAt(at - 2) : []),
      ...(tied(at + 1) ? valuesAt(at + 2) : []),
    ];
    const own = links
      .values(phraseOf(item.text).split(' '))
      .filter((value) =>
        beside.some(
          (one) => one.kind === 'value' && value.kind === 'value' && one.field === value.field,
        ),
      );
    return own.length === 0 ? item : { ...item, links: own };
  });
}

const entityMention = (item: Item): Mention | null =>
  item.kind === 'link'
    ? { ...placeOf(item), links: item.links.filter(({ kind }) => kind === 'entity') }
    : null;

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
  const places = cursor.mentions('entity').filter((place) => !qualifiers.has(place));
  const asks = reading.wishes.length > 0 || reading.rank !== null;
  for (const place of places) {
    const mention = cursor.mention(place, 'entity');
    if (mention === null) continue;
    const joined = cursor.isMarker(place - 1, 'and') || cursor.at(place - 1)?.kind === 'comma';
    if (!asks && reading.subject === null) reading.subject = mention;
    // «the names of teachers and the courses»: both are to be seen.
    else if (!asks && joined) reading.show.push(mention);
    else reading.context.push(mention);
  }
  cursor.use(...places, ...qualifiers);
  if (!asks && reading.subject === null) reading.subject = reading.context.shift() ?? null;
}
