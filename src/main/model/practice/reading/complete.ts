/** What a question leaves unsaid. */
import type { Link } from '../link/index.ts';
import { means } from '../schema/catalog.ts';
import { isStock, labelOf } from '../schema/roles.ts';
import { isPlural } from './rank.ts';
import type { GroupWish, Mention, Rank, Reading, Wish } from './reading.ts';
import type { Sort } from './sort.ts';

const month: GroupWish = { kind: 'grain', grain: 'month', or: null };

/** Numbers that add up; of any other, such as prices and ages, the average says more. */
const addsUp = (of: Mention): boolean =>
  of.links.some(
    (link) =>
      link.kind === 'field' &&
      means(link.field.words, 'amount', 'total', 'quantity', 'cost', 'discount', 'return', 'stock'),
  );

/** «names and grades of each student»: the columns of the thing itself, row by row. */
function listsEach(reading: Reading): boolean {
  const [group] = reading.groups;
  if (group?.kind !== 'mention' || reading.groups.length > 1) return false;
  const own = group.of.links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));
  const its = (of: Mention): boolean =>
    of.links.some((link) => link.kind === 'field' && own.includes(link.field.table));
  if (own.length === 0 || !reading.show.some(its)) return false;
  reading.subject = group.of;
  reading.groups = [];
  return true;
}

/** «refund amount by reason»: a number that is named beside groups is folded. */
function measureShown(reading: Reading): void {
  if (listsEach(reading)) return;
  for (const shown of reading.show) {
    const links = shown.links.filter(
      (link) => link.kind === 'field' && link.field.kind === 'number',
    );
    const of = { ...shown, links };
    if (links.length > 0)
      reading.wishes.push({ kind: 'aggregate', fn: addsUp(of) ? 'sum' : 'avg', of });
  }
  if (reading.wishes.length === 0) return;
  reading.show = [];
  if (reading.subject !== null) reading.context.push(reading.subject);
  reading.subject = null;
}

const isStockTable = (of: Mention): boolean =>
  of.links.some((link) => link.kind === 'entity' && isStock(link.entity));

/** «customers by country» counts them; «stock by store» adds up the pieces. */
function measureSubject(reading: Reading, of: Mention): void {
  reading.wishes.push(
    isStockTable(of)
      ? { kind: 'aggregate', fn: 'sum', of }
      : { kind: 'count', of, distinct: false },
  );
  reading.subject = null;
}

function rankAll(reading: Reading, of: Mention, by: Wish | null): Reading {
  const rank: Rank = { descending: true, count: null, of, by, field: null };
  return { ...reading, rank, subject: null, show: [] };
}

/** «countries sorted by number of customers»: every one of them, by that measure. */
function rankSorted(reading: Reading, of: Mention, { measure, descending }: Sort): Reading {
  return {
    ...rankAll(reading, of, measure),
    rank: { descending, count: null, of, by: measure, field: null },
  };
}

/** Trends and running totals go by month unless a grain was named. */
function addMonth(reading: Reading): void {
  const overTime =
    reading.trend ||
    reading.running ||
    (reading.change && reading.periods.length === 0 && reading.groups.length === 0);
  if (overTime && reading.groups.every((group) => group.kind !== 'grain'))
    reading.groups = [month, ...reading.groups];
}

/** «hired in 2024» alone: rows of the table whose date that is. */
function ownerOf(date: Mention | undefined): Mention | null {
  const [link] = date?.links ?? [];
  if (date === undefined || link?.kind !== 'field') return null;
  return { ...date, links: [{ kind: 'entity', entity: link.field.table, score: 1 }] };
}

const isSummed = (reading: Reading): boolean =>
  reading.groups.length > 0 || reading.share || reading.trend || reading.change;

const asks = (reading: Reading): boolean => reading.wishes.length > 0 || reading.rank !== null;

/** What is bounded or sorted by a measure is ranked by it: all of it, not the first few. */
function rankWhole(reading: Reading, bounded: Mention | null): Reading | null {
  const [bound] = reading.having;
  if (bounded !== null && bound !== undefined && reading.groups.length === 0)
    return rankAll(reading, bounded, bound.of);
  const of = reading.subject ?? reading.show[0];
  const { sort } = reading;
  return sort === null || sort.measure === null || of === undefined || isSummed(reading)
    ? null
    : rankSorted(reading, of, sort);
}

/** «products below their reorder level»: the stock of each, with where it is and how much. */
function subjectOfBound(reading: Reading): Mention | null {
  for (const filter of reading.filters) {
    if (filter.kind !== 'bound') continue;
    const [link] = filter.of.links;
    const table = link?.kind === 'field' ? link.field.table : undefined;
    if (table !== undefined && isStock(table))
      return { ...filter.of, links: [{ kind: 'entity', entity: table, score: 1 }] };
  }
  return null;
}

function listStock(reading: Reading): void {
  if (asks(reading) || reading.groups.length > 0 || reading.missing !== null) return;
  const stock = subjectOfBound(reading);
  if (stock !== null && reading.subject !== null) reading.context.push(reading.subject);
  reading.subject = stock ?? reading.subject;
}

/** «compare the Gulf and Europe»: side by side, by the column these are values of. */
function compareValues(reading: Reading): void {
  const filter = reading.filters.find(
    (one) => one.kind === 'values' && !one.negate && one.of.length > 1,
  );
  if (!reading.compare || reading.groups.length > 0 || filter?.kind !== 'values') return;
  const [of] = filter.of;
  if (of === undefined) return;
  const links = of.links.flatMap((link): Link[] => {
    if (link.kind !== 'value') return [];
    const { table } = link.field;
    const isName = labelOf(table, reading.language).includes(link.field);
    return [
      isName
        ? { kind: 'entity', entity: table, score: 1 }
        : { kind: 'field', field: link.field, score: 1 },
    ];
  });
  reading.groups.push({ kind: 'mention', of: { ...of, links } });
  if (!asks(reading) && reading.subject === null && reading.show.length === 0)
    reading.wishes.push({ kind: 'metric', metric: 'revenue', fn: 'sum' });
  if (reading.periods.length < 2) reading.compare = false;
}

/** «cheapest product in each category»: the best of each group, by the column that ranks. */
function rankEach(reading: Reading): void {
  const { rank, groups } = reading;
  if (rank === null || rank.field === null || groups.length === 0) return;
  const fn = rank.descending ? 'max' : 'min';
  reading.rank = { ...rank, by: { kind: 'aggregate', fn, of: rank.field }, field: null };
}

export function complete(reading: Reading): Reading {
  compareValues(reading);
  rankEach(reading);
  listStock(reading);
  if (!asks(reading) && reading.groups.length > 0) measureShown(reading);
  if (!asks(reading) && reading.show.length === 0) reading.subject ??= ownerOf(reading.dates[0]);
  const subject = reading.subject ?? reading.show[0] ?? null;
  const ranked = asks(reading) ? null : rankWhole(reading, subject);
  if (ranked !== null) return ranked;
  if (!asks(reading) && reading.subject !== null && isSummed(reading))
    measureSubject(reading, reading.subject);
  addMonth(reading);
  if (reading.order !== null && reading.limit === null && subject !== null)
    reading.limit = isPlural(subject.text) ? 10 : 1;
  return reading;
}
