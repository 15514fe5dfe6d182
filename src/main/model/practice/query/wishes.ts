/** From what is asked to what is measured, seen from one base table. */

import type { Grain } from '../dates/period.ts';
import type { Fn, Mention, Wish } from '../reading/reading.ts';
import { type Field, saysAny } from '../schema/catalog.ts';
import { amountOf, isStock, quantityOf } from '../schema/roles.ts';
import { bindMetric } from './bind-metric.ts';
import { type Bound, keyExpression, nothing, sqlFn, type Title } from './bound.ts';
import type { Expression, Measure } from './metrics.ts';
import { dateSpot, type Ground, type Spot, spotFor } from './spots.ts';

function bindCount(ground: Ground, of: Mention, distinct: boolean): Bound | null {
  const spot = spotFor(ground, of);
  if (spot === null) return null;
  const { field, entity, cost } = spot;
  if (field !== null) {
    const measure: Measure = { kind: 'distinct', of: (scope) => scope.column(spot.path, field) };
    const formula = `COUNT(DISTINCT ${field.table.name}.${field.column.name})`;
    return { measure, title: { key: 'count', ...nothing, field }, formula, cost, additive: false };
  }
  const title: Title = { key: 'count', ...nothing, entity };
  if (spot.path.length === 0)
    return {
      measure: { kind: 'rows' },
      title,
      formula: entity.name,
      cost: cost + (distinct ? 0.1 : 0),
      additive: true,
    };
  const key = keyExpression(spot);
  if (key === null) return null;
  return {
    measure: { kind: 'distinct', of: key },
    title,
    formula: entity.name,
    cost: cost + 0.5,
    additive: false,
  };
}

const ownField = (ground: Ground, of: Mention): Spot | null => {
  const spot = spotFor(ground, { ...of, links: of.links.filter(({ kind }) => kind === 'field') });
  return spot?.path.length === 0 ? spot : null;
};

/** The sum of rates says nothing. */
const isRate = ({ words }: Field): boolean =>
  saysAny(words, 'rate', 'percent', 'percentage', 'ratio', 'pct');

function bindFold(ground: Ground, fn: Fn, of: Mention): Bound[] | null {
  if (of.links.some(({ kind }) => kind === 'entity')) return bindTableTotal(ground, of);
  const spot = ownField(ground, of);
  const field = spot?.field ?? null;
  if (
    field === null ||
    spot === null ||
    (field.kind !== 'number' && (fn === 'sum' || fn === 'avg')) ||
    (fn === 'sum' && isRate(field))
  )
    return null;
  const digits =
    field.kind === 'number' && (fn === 'avg' || fn === 'sum') && !/int/i.test(field.column.type)
      ? 2
      : fn === 'avg'
        ? 2
        : null;
  const measure: Measure = {
    kind: 'fold',
    fn: sqlFn[fn],
    of: (scope) => scope.column([], field),
    digits,
  };
  const formula = `${sqlFn[fn]}(${field.table.name}.${field.column.name})`;
  return [
    {
      measure,
      title: { key: fn, ...nothing, field },
      formula,
      cost: spot.cost,
      additive: fn === 'sum',
    },
  ];
}

/** «total invoices»: how many, and what they come to; «total stock»: the pieces. */
function bindTableTotal(ground: Ground, of: Mention): Bound[] | null {
  const count = bindCount(
    ground,
    { ...of, links: of.links.filter(({ kind }) => kind === 'entity') },
    false,
  );
  if (count === null || count.measure.kind !== 'rows') return count === null ? null : [count];
  const sum = (field: Field): Bound => ({
    measure: {
      kind: 'fold',
      fn: 'SUM',
      of: (scope) => scope.column([], field),
      digits: /int/i.test(field.column.type) ? null : 2,
    },
    title: { key: 'sum', ...nothing, field },
    formula: `SUM(${field.table.name}.${field.column.name})`,
    cost: count.cost,
    additive: true,
  });
  const quantity = quantityOf(ground.base);
  if (quantity !== undefined && isStock(ground.base)) return [sum(quantity)];
  const amount = amountOf(ground.base);
  return amount === undefined ? [count] : [count, sum(amount)];
}

function bindRatio(ground: Ground, wish: Extract<Wish, { kind: 'ratio' }>): Bound | null {
  const [inner] = bindWish(ground, wish.of) ?? [];
  if (inner === undefined) return null;
  const per = perMeasure(ground, wish.per);
  if (per === null) return null;
  const measure: Measure = {
    kind: 'quotient',
    top: inner.measure,
    bottom: per.measure,
    factor: 1,
    digits: 2,
  };
  const title: Title = {
    key: 'ratio',
    entity: null,
    field: null,
    inner: inner.title,
    per: per.name,
  };
  return {
    measure,
    title,
    formula: `${inner.formula} / ${per.said}`,
    cost: inner.cost + per.cost,
    additive: false,
  };
}

function perMeasure(
  ground: Ground,
  per: Mention | Grain,
): { measure: Measure; name: Title['per']; said: string; cost: number } | null {
  if (typeof per === 'string') {
    const date = dateSpot(ground);
    const field = date?.field;
    if (date === null || field == null) return null;
    const of: Expression = (scope) => scope.sql.grain(per, scope.date(date.path, field));
    return { measure: { kind: 'distinct', of }, name: per, said: per, cost: date.cost };
  }
  const spot = spotFor(ground, per);
  if (spot === null) return null;
  const { field } = spot;
  if (field !== null)
    return {
      measure: { kind: 'distinct', of: (scope) => scope.column(spot.path, field) },
      name: field,
      said: field.column.name,
      cost: spot.cost,
    };
  const key = spot.path.length === 0 ? null : keyExpression(spot);
  const measure: Measure = key === null ? { kind: 'rows' } : { kind: 'distinct', of: key };
  return key === null && spot.path.length > 0
    ? null
    : { measure, name: spot.entity, said: spot.entity.name, cost: spot.cost };
}

/** The measures a wish comes to from this base; null when it cannot be met from here. */
export function bindWish(ground: Ground, wish: Wish): Bound[] | null {
  switch (wish.kind) {
    case 'count': {
      const bound = bindCount(ground, wish.of, wish.distinct);
      return bound === null ? null : [bound];
    }
    case 'aggregate':
      return bindFold(ground, wish.fn, wish.of);
    case 'metric': {
      const bound = bindMetric(ground, wish);
      return bound === null ? null : [bound];
    }
    case 'ratio': {
      const bound = bindRatio(ground, wish);
      return bound === null ? null : [bound];
    }
  }
}
