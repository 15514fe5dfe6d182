import type { Grain } from '../dates/period.ts';
import type { Entity, Field } from '../schema/catalog.ts';
import type { Expression, Measure } from './metrics.ts';
import type { Spot } from './spots.ts';

/** What a measure is called: a kind with the names that fill it. */
export interface Title {
  key:
    | 'count'
    | 'sum'
    | 'avg'
    | 'min'
    | 'max'
    | 'revenue'
    | 'orderValue'
    | 'units'
    | 'profit'
    | 'margin'
    | 'returnRate'
    | 'stockValue'
    | 'sales'
    | 'ratio';
  entity: Entity | null;
  field: Field | null;
  /** Of a ratio: what it is an average of, and per what. */
  inner: Title | null;
  per: Entity | Field | Grain | null;
}

export interface Bound {
  measure: Measure;
  title: Title;
  /** How it is worked out, in the schema's words. */
  formula: string;
  cost: number;
  /** Whether the sum of the groups is the whole. */
  additive: boolean;
}

export const sqlFn = { sum: 'SUM', avg: 'AVG', min: 'MIN', max: 'MAX' } as const;
export const nothing = { entity: null, field: null, inner: null, per: null };

/** The key of a table reached by a path: the foreign key itself where one column is enough. */
export function keyExpression(spot: Spot): Expression | null {
  const last = spot.path.at(-1);
  const [pair] = last?.on ?? [];
  if (last !== undefined && pair !== undefined && last.on.length === 1) {
    const field = last.from.fields.find((one) => one.column.name === pair[0]);
    if (field !== undefined) return (scope) => scope.column(spot.path.slice(0, -1), field);
  }
  const [key] = spot.entity.keys;
  if (key === undefined || spot.entity.keys.length !== 1) return null;
  return (scope) => scope.column(spot.path, key);
}
