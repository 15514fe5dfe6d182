/** What a question leaves unsaid. */
import { means } from '../schema/catalog.ts';
import { isStock } from '../schema/roles.ts';
import { isPlural } from './rank.ts';
import type { GroupWish, Mention, Rank, Reading, Wish } from './reading.ts';

const month: GroupWish = { kind: 'grain', grain: 'month', or: null };

/** Numbers that add up; of any other, such as prices and ages, the average says more. */
const addsUp = (of: Mention): boolean =>
  of.links.some(
    (link) =>
      link.kind === 'field' &&
      means(link.field.words, 'amount', 'total', 'quantity', 'cost', 'discount', 'return', 'stock'),
  );

/** «refund amount by reason»: a number that is named beside groups is folded. */
function measureShown(reading: Reading): void {
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

function rankAll(reading: Reading, of: Mention, by: Wish): Reading {
  const rank: Rank = { descending: true, count: null, of, by, field: null };
  return { ...reading, rank, subject: null, show: [] };
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

export function complete(reading: Reading): Reading {
  const asks = (): boolean => reading.wishes.length > 0 || reading.rank !== null;
  if (!asks() && reading.groups.length > 0) measureShown(reading);
  const [bound] = reading.having;
  reading.subject ??= asks() || reading.show.length > 0 ? null : ownerOf(reading.dates[0]);
  const subject = reading.subject ?? (bound === undefined ? null : (reading.show[0] ?? null));
  if (!asks() && subject !== null) {
    if (bound !== undefined && reading.groups.length === 0)
      return rankAll(reading, subject, bound.of);
    if (isSummed(reading)) measureSubject(reading, subject);
  }
  addMonth(reading);
  if (reading.order !== null && reading.limit === null && subject !== null)
    reading.limit = isPlural(subject.text) ? 10 : 1;
  return reading;
}
