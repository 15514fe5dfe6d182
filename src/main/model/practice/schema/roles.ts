/** What columns are for, guessed from names, types and keys: the rules are in docs/practice-model.md. */
import type { Language } from '../../../../preload/contract/answer.ts';
import { type Entity, type Field, means, saysAny } from './catalog.ts';

const isKey = (field: Field): boolean =>
  field.reference !== null ||
  field.column.primaryKey ||
  (saysAny(field.words, 'id', 'uuid', 'guid') && field.words.length > 1);

const numbers = (entity: Entity): Field[] =>
  entity.fields.filter((field) => field.kind === 'number' && !isKey(field));

const best = <T>(items: readonly T[], score: (item: T) => number): T | undefined => {
  let found: T | undefined;
  let top = 0;
  for (const item of items) {
    const value = score(item);
    if (value > top) [found, top] = [item, value];
  }
  return found;
};

const named = (field: Field, ...names: string[]): boolean =>
  names.includes(field.words.map((word) => word.text).join(' '));

/** The name a row goes by, in the reader's language where the table has one; first and last name. */
export function labelOf(entity: Entity, language: Language): Field[] {
  const texts = entity.fields.filter((field) => field.kind === 'text' && field.reference === null);
  const find = (...names: string[]) => texts.find((field) => named(field, ...names));
  const own = language === 'en' ? undefined : find(`name ${language}`, `title ${language}`);
  const first = find('first name', 'firstname', 'given name', 'fname');
  const last = find('last name', 'lastname', 'surname', 'family name', 'lname');
  const main = own ?? find('name', 'full name', 'fullname', 'display name', 'الاسم', 'نام');
  if (main !== undefined) return [main];
  if (first !== undefined && last !== undefined) return [first, last];
  const title = find('title', 'label', 'العنوان', 'عنوان');
  const table = entity.words.at(-1)?.stems[0];
  const ofTable = texts.find(
    (field) => means(field.words, 'name', 'title') && saysAny(field.words, table ?? ''),
  );
  const some = ofTable ?? title ?? texts.find((field) => means(field.words, 'name', 'title'));
  if (some !== undefined) return [some];
  return entity.keys.length > 0 && entity.keys.length < 3 ? entity.keys : texts.slice(0, 1);
}

const mainDates = [
  'order',
  'invoice',
  'sale',
  'transaction',
  'payment',
  'return',
  'loan',
  'appointment',
  'shipment',
];
const sideDates = [
  'due',
  'update',
  'modified',
  'deleted',
  'birth',
  'expire',
  'expiry',
  'end',
  'require',
  'shipped',
  'delivered',
  'counted',
  'modify',
  'updated',
];

/** The date that says when a row happened; undefined where the table has none. */
export function dateOf(entity: Entity): Field | undefined {
  const dates = entity.fields.filter((field) => field.kind === 'date');
  return best(dates, (field) => {
    let score = 5 - dates.indexOf(field) * 0.01;
    if (means(field.words, ...mainDates)) score += 2;
    if (named(field, 'date', 'datetime', 'التاريخ', 'تاریخ')) score += 2;
    if (saysAny(field.words, 'created', 'start', 'opened', 'joined', 'hired')) score += 0.5;
    if (means(field.words, 'birth') || saysAny(field.words, ...sideDates)) score -= 4;
    return score;
  });
}

export const quantityOf = (entity: Entity): Field | undefined =>
  best(numbers(entity), (field) => {
    if (saysAny(field.words, 'stock', 'reorder', 'minimum', 'min', 'max', 'level')) return 0;
    if (named(field, 'quantity', 'qty', 'الكميه', 'مقدار')) return 3;
    return means(field.words, 'quantity') ||
      (saysAny(field.words, 'unit') && field.words.length === 1)
      ? 2
      : 0;
  });

/** Pieces that are there, as a column of the thing itself: `units_in_stock`. */
export const stockOf = (entity: Entity): Field | undefined =>
  numbers(entity).find(
    (field) => means(field.words, 'stock') && !means(field.words, 'reorder', 'level'),
  );

/** Pieces by place: no key of its own but what it counts, and a quantity. */
export const isStock = (entity: Entity): boolean =>
  quantityOf(entity) !== undefined &&
  amountOf(entity) === undefined &&
  priceOf(entity) === undefined &&
  (entity.keys.length !== 1 || means(entity.words, 'stock'));

export const priceOf = (entity: Entity): Field | undefined =>
  best(numbers(entity), (field) => {
    if (!means(field.words, 'price')) return 0;
    return saysAny(field.words, 'list', 'cost', 'old', 'standard', 'discount') ? 1 : 2;
  });

export const costOf = (entity: Entity): Field | undefined =>
  best(numbers(entity), (field) => {
    if (!means(field.words, 'cost')) return 0;
    return saysAny(field.words, 'unit', 'standard') || field.words.length === 1 ? 2 : 1;
  });

export interface Discount {
  field: Field;
  /** A part of one, percent points, or an amount of money a row. */
  unit: 'rate' | 'percent' | 'amount';
}

export function discountOf(entity: Entity): Discount | undefined {
  const field = numbers(entity).find((one) => means(one.words, 'discount'));
  if (field === undefined) return undefined;
  // A number's sample is its range, `0..0.2`.
  const values = field.column.samples
    .flatMap((sample) => sample.split('..'))
    .map(Number)
    .filter((value) => !Number.isNaN(value));
  const highest = Math.max(0, ...values);
  if (saysAny(field.words, 'amount', 'value', 'total')) return { field, unit: 'amount' };
  if (saysAny(field.words, 'percent', 'pct', 'percentage'))
    return { field, unit: highest > 0 && highest <= 1 ? 'rate' : 'percent' };
  if (saysAny(field.words, 'rate') || values.length === 0 || highest <= 1)
    return { field, unit: 'rate' };
  return { field, unit: highest <= 100 ? 'percent' : 'amount' };
}

const notIncome = [
  'discount',
  'cost',
  'salary',
  'balance',
  'quantity',
  'level',
  'age',
  'grade',
  'return',
];
const notTotal = [
  'tax',
  'vat',
  'freight',
  'shipping',
  'fee',
  'tip',
  'credit',
  'limit',
  'count',
  'refund',
  'point',
  'due',
  'number',
  'budget',
];

/** The column that already holds what a row is worth: `total`, `amount`, `line_total` … */
export const amountOf = (entity: Entity): Field | undefined =>
  best(numbers(entity), (field) => {
    if (means(field.words, ...notIncome) || saysAny(field.words, ...notTotal)) return 0;
    if (
      named(
        field,
        'total',
        'amount',
        'grand total',
        'total amount',
        'line total',
        'total price',
        'المبلغ',
        'الاجمالي',
        'مبلغ',
      )
    )
      return 4;
    if (means(field.words, 'amount', 'total') || saysAny(field.words, 'revenue', 'sale')) return 3;
    return saysAny(field.words, 'subtotal', 'turnover') ? 2 : 0;
  });

const saleWords = ['order', 'invoice', 'transaction', 'line', 'ticket', 'payment', 'shipment'];

/** How much a table looks like the one that records sales; 0: it does not. */
export function saleLikeness(entity: Entity): number {
  if (means(entity.words, 'return', 'stock', 'salary', 'supplier')) return 0;
  const sells =
    means(entity.words, ...saleWords) || saysAny(entity.words, 'sale', 'sold', 'rental', 'مبيع');
  const linked = entity.edges.some((edge) => !edge.many);
  if (!sells && !linked) return 0;
  const payment = means(entity.words, 'payment') ? -0.5 : 0;
  return (sells ? 2 : 0.5) + payment + (entity.table.kind === 'view' ? -1.5 : 0);
}
