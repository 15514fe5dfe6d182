import type { Edge, Entity } from '../schema/catalog.ts';
import { means, saysAny } from '../schema/catalog.ts';
import { type Path, reachable } from '../schema/paths.ts';
import {
  amountOf,
  costOf,
  type Discount,
  discountOf,
  priceOf,
  quantityOf,
  saleLikeness,
} from '../schema/roles.ts';
import type { Scope } from '../sql/scope.ts';

/** An expression of one row, written when its tables are joined. */
export type Expression = (scope: Scope) => string;

/** What is asked of many rows. */
export type Measure =
  | { kind: 'rows' }
  | { kind: 'distinct'; of: Expression }
  | { kind: 'fold'; fn: 'SUM' | 'AVG' | 'MIN' | 'MAX'; of: Expression; digits: number | null }
  | { kind: 'quotient'; top: Measure; bottom: Measure; factor: 1 | 100; digits: number };

/** How a row's worth was found, in the schema's own words. */
export interface Worth {
  of: Expression;
  formula: string;
  score: number;
}

function discounted(discount: Discount | undefined): {
  of: (amount: string, scope: Scope) => string;
  formula: string;
} {
  if (discount === undefined) return { of: (amount) => amount, formula: '' };
  const { field, unit } = discount;
  const name = field.column.name;
  const column = (scope: Scope): string => scope.column([], field);
  if (unit === 'amount')
    return { of: (amount, scope) => `${amount} - ${column(scope)}`, formula: ` − ${name}` };
  const part = (scope: Scope): string =>
    unit === 'rate' ? column(scope) : `${column(scope)} / 100.0`;
  const said = unit === 'rate' ? name : `${name} / 100`;
  return { of: (amount, scope) => `${amount} * (1 - ${part(scope)})`, formula: ` × (1 − ${said})` };
}

/** What a row of a sales table is worth: quantity × price less discount, else its amount column. */
export function worthOf(entity: Entity): Worth | null {
  const score = saleLikeness(entity);
  if (score === 0) return null;
  const [quantity, price, amount] = [quantityOf(entity), priceOf(entity), amountOf(entity)];
  const ownTotal =
    amount !== undefined && /total|amount|مبلغ|اجمالي|إجمالي/i.test(amount.column.name);
  if (quantity !== undefined && price !== undefined && !ownTotal) {
    const off = discounted(discountOf(entity));
    return {
      of: (scope) => off.of(`${scope.column([], quantity)} * ${scope.column([], price)}`, scope),
      formula: `${quantity.column.name} × ${price.column.name}${off.formula}`,
      score: score + 1,
    };
  }
  if (amount === undefined) return null;
  return { of: (scope) => scope.column([], amount), formula: amount.column.name, score: score + 1 };
}

/** Pieces sold: only of tables whose rows are worth something. */
export function unitsOf(entity: Entity): Expression | null {
  const quantity = quantityOf(entity);
  if (quantity === undefined || saleLikeness(entity) === 0 || worthOf(entity) === null) return null;
  return (scope) => scope.column([], quantity);
}

/** A row's worth less what its pieces cost, where a cost is known here or at the product. */
export function profitOf(entity: Entity): { of: Expression; formula: string } | null {
  const worth = worthOf(entity);
  const quantity = quantityOf(entity);
  if (worth === null || quantity === undefined) return null;
  for (const [owner, [path]] of reachable(entity)) {
    const cost = costOf(owner);
    if (cost === undefined || path === undefined) continue;
    return {
      of: (scope) =>
        `${worth.of(scope)} - ${scope.column([], quantity)} * ${scope.column(path, cost)}`,
      formula: `${worth.formula} − ${quantity.column.name} × ${owner.name}.${cost.column.name}`,
    };
  }
  return null;
}

/** Pieces times what each cost, or else its price. */
export function stockWorthOf(entity: Entity): { of: Expression; formula: string } | null {
  const quantity = quantityOf(entity);
  if (quantity === undefined) return null;
  for (const worth of [costOf, priceOf])
    for (const [owner, [path]] of reachable(entity)) {
      const value = worth(owner);
      if (value === undefined || path === undefined) continue;
      return {
        of: (scope) => `${scope.column([], quantity)} * ${scope.column(path, value)}`,
        formula: `${quantity.column.name} × ${owner.name}.${value.column.name}`,
      };
    }
  return null;
}

/** The order that a line belongs to, by the line's foreign key; null when the row is the order. */
export function orderOf(entity: Entity): { path: Path; edge: Edge } | null {
  const edges = entity.edges.filter((edge) => !edge.many);
  const edge =
    edges.find(
      ({ to }) => means(to.words, 'order', 'invoice', 'transaction') || saysAny(to.words, 'sale'),
    ) ?? null;
  const isLine = edge !== null && (means(entity.words, 'line') || quantityOf(entity) !== undefined);
  return isLine ? { path: [edge], edge } : null;
}

/** The table of things given back, that refers to this one. */
export const returnsOf = (entity: Entity): Edge | null =>
  saleLikeness(entity) === 0
    ? null
    : (entity.edges.find((edge) => edge.many && means(edge.to.words, 'return')) ?? null);

export function measureSql(
  measure: Measure,
  scope: Scope,
  condition: string | null = null,
): string {
  const when = (expression: string): string =>
    condition === null ? expression : `CASE WHEN ${condition} THEN ${expression} END`;
  switch (measure.kind) {
    case 'rows':
      return condition === null ? 'COUNT(*)' : `COUNT(${when('1')})`;
    case 'distinct':
      return `COUNT(DISTINCT ${when(measure.of(scope))})`;
    case 'fold': {
      const of = measure.of(scope);
      const folded = `${measure.fn}(${when(measure.fn === 'AVG' ? scope.sql.averaged(of) : of)})`;
      return measure.digits === null ? folded : scope.sql.round(folded, measure.digits);
    }
    case 'quotient': {
      const [top, bottom] = [raw(measure.top), raw(measure.bottom)].map((one) =>
        measureSql(one, scope, condition),
      );
      const factor = measure.factor === 100 ? '100.0' : '1.0';
      return scope.sql.round(`${factor} * ${top} / NULLIF(${bottom}, 0)`, measure.digits);
    }
  }
}

/** Rounded only once, at the end. */
export const raw = (measure: Measure): Measure =>
  measure.kind === 'fold' ? { ...measure, digits: null } : measure;
