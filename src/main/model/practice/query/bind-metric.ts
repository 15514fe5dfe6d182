import type { Wish } from '../reading/reading.ts';
import type { Entity } from '../schema/catalog.ts';
import { amountOf, isStock, quantityOf, saleLikeness } from '../schema/roles.ts';
import type { Metric } from '../words/lexicon.ts';
import { type Bound, keyExpression, nothing, sqlFn, type Title } from './bound.ts';
import {
  type Expression,
  type Measure,
  orderOf,
  profitOf,
  returnsOf,
  stockWorthOf,
  unitsOf,
  type Worth,
  worthOf,
} from './metrics.ts';
import type { Ground } from './spots.ts';

const saleCost = (base: Entity): number => Math.max(0, 4 - saleLikeness(base));
const sumOf = (of: Expression, digits: number | null = 2): Measure => ({
  kind: 'fold',
  fn: 'SUM',
  of,
  digits,
});

/** The number of orders behind sales rows: the rows themselves, or the orders of the lines. */
export function ordersMeasure(base: Entity): Measure {
  const order = orderOf(base);
  if (order === null) return { kind: 'rows' };
  const key = keyExpression({
    ...order,
    field: null,
    entity: order.edge.to,
    value: null,
    many: false,
    cost: 0,
  });
  return key === null ? { kind: 'rows' } : { kind: 'distinct', of: key };
}

type MetricWish = Extract<Wish, { kind: 'metric' }>;
type Binder = (ground: Ground, worth: Worth, wish: MetricWish) => Bound | null;

function make(
  ground: Ground,
  worth: Worth,
  key: Title['key'],
  measure: Measure,
  formula: string,
): Bound {
  const cost = saleCost(ground.base) - worth.score * 0.2;
  const additive = measure.kind === 'fold' && measure.fn === 'SUM';
  return { measure, title: { key, ...nothing }, formula, cost, additive };
}

const orderName = (base: Entity): string => orderOf(base)?.edge.to.name ?? base.name;

const orderValue: Binder = (ground, worth) => {
  const bottom = ordersMeasure(ground.base);
  const quotient: Measure = {
    kind: 'quotient',
    top: sumOf(worth.of),
    bottom,
    factor: 1,
    digits: 2,
  };
  return make(
    ground,
    worth,
    'orderValue',
    quotient,
    `${worth.formula} / ${orderName(ground.base)}`,
  );
};

/** «sales» summed; averaged they are the average order, their extremes the dearest row. */
const revenue: Binder = (ground, worth, wish) => {
  if (wish.fn === 'avg') return orderValue(ground, worth, wish);
  if (wish.fn === 'sum') return make(ground, worth, 'revenue', sumOf(worth.of), worth.formula);
  return bindExtreme(ground, wish.fn, worth.formula);
};

const units: Binder = (ground, worth) => {
  const of = unitsOf(ground.base);
  const formula = quantityOf(ground.base)?.column.name ?? '';
  return of === null ? null : make(ground, worth, 'units', sumOf(of, null), formula);
};

const profit: Binder = (ground, worth) => {
  const found = profitOf(ground.base);
  return found === null ? null : make(ground, worth, 'profit', sumOf(found.of), found.formula);
};

const margin: Binder = (ground, worth) => {
  const found = profitOf(ground.base);
  if (found === null) return null;
  const [top, bottom] = [sumOf(found.of), sumOf(worth.of)];
  const quotient: Measure = { kind: 'quotient', top, bottom, factor: 100, digits: 1 };
  return make(ground, worth, 'margin', quotient, `100 × (${found.formula}) / (${worth.formula})`);
};

const binders: Readonly<Record<Exclude<Metric, 'returnRate' | 'stockValue'>, Binder>> = {
  revenue,
  orderValue: (ground, worth, wish) =>
    wish.fn === 'min' || wish.fn === 'max'
      ? revenue(ground, worth, wish)
      : orderValue(ground, worth, wish),
  units,
  profit,
  margin,
  sales: (ground, worth) =>
    make(ground, worth, 'sales', ordersMeasure(ground.base), orderName(ground.base)),
};

/** A measure of business from this base; null when its columns are not here. */
export function bindMetric(ground: Ground, wish: MetricWish): Bound | null {
  if (wish.metric === 'returnRate') return bindReturnRate(ground);
  if (wish.metric === 'stockValue') return bindStockValue(ground);
  const worth = worthOf(ground.base);
  return worth === null ? null : binders[wish.metric](ground, worth, wish);
}

/** Pieces in stock at what they cost, or, where no cost is known, at their price. */
function bindStockValue({ base }: Ground): Bound | null {
  const found = isStock(base) ? stockWorthOf(base) : null;
  if (found === null) return null;
  const title: Title = { key: 'stockValue', ...nothing };
  return { measure: sumOf(found.of), title, formula: found.formula, cost: 0, additive: true };
}

/** The dearest or cheapest row: only where a row itself holds its worth. */
function bindExtreme(ground: Ground, fn: 'min' | 'max', formula: string): Bound | null {
  const amount = amountOf(ground.base);
  if (amount === undefined) return null;
  const measure: Measure = {
    kind: 'fold',
    fn: sqlFn[fn],
    of: (scope) => scope.column([], amount),
    digits: 2,
  };
  return {
    measure,
    title: { key: fn, ...nothing, field: amount },
    formula,
    cost: saleCost(ground.base),
    additive: false,
  };
}

/** Percent of sold rows that were given back at least once. */
function bindReturnRate(ground: Ground): Bound | null {
  const edge = returnsOf(ground.base);
  const [pair] = edge?.on ?? [];
  if (edge === null || pair === undefined || edge.on.length !== 1) return null;
  const back: Expression = (scope) => {
    const { name } = scope.sql;
    const { schema, name: table } = edge.to.table;
    const from = schema === null ? name(table) : `${name(schema)}.${name(table)}`;
    scope.add(
      `LEFT JOIN (SELECT DISTINCT ${name(pair[1])} FROM ${from}) AS given_back ON given_back.${name(pair[1])} = ${name(scope.at([]))}.${name(pair[0])}`,
    );
    return `given_back.${name(pair[1])}`;
  };
  const measure: Measure = {
    kind: 'quotient',
    top: { kind: 'distinct', of: back },
    bottom: { kind: 'rows' },
    factor: 100,
    digits: 1,
  };
  const formula = `100 × ${edge.to.name} / ${ground.base.name}`;
  const title: Title = { key: 'returnRate', ...nothing, entity: ground.base };
  return { measure, title, formula, cost: saleCost(ground.base), additive: false };
}
