import type { z } from 'zod';
import type {
  CostOverview,
  DayCosts,
  Forecast,
  ModelCosts,
  Period,
  SideCosts,
  StageCosts,
  Sums,
} from '../../preload/contract/costs.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { RankedPart } from './people-sums.ts';
import { createRanking } from './ranking.ts';

/** Whose costs: an organisation's, or one person's own. */
export type CostScope = { organizationId: number } | { userId: number };

/** The cost views. They read sums of days alone: their time does not grow with use. */
export interface Analytics {
  overview(scope: CostScope, period: Period): CostOverview;
  byModel(scope: CostScope, period: Period): z.infer<typeof ModelCosts>[];
  byStage(scope: CostScope, period: Period): z.infer<typeof StageCosts>[];
  bySide(scope: CostScope, period: Period): SideCosts[];
  /** Dearest first, a part of the `total` who asked anything. */
  byUser(
    organizationId: number,
    period: Period,
    part: RankedPart,
  ): Promise<{ total: number; people: ({ userId: number } & Sums)[] }>;
  /** Everyone who asked anything, dearest first, some at a time: each is read when asked for. */
  allUsers(organizationId: number, period: Period): AsyncIterable<({ userId: number } & Sums)[]>;
  /** One person's in an organisation. */
  ofUser(organizationId: number, userId: number, period: Period): Sums;
  trend(scope: CostScope, period: Period): DayCosts[];
  /** `today` is a UTC day. */
  forecast(scope: CostScope, today: string): Forecast;
}

const sums =
  'sum(calls) AS calls, sum(input) AS input, sum(cached) AS cached, sum(output) AS output, sum(thinking) AS thinking, sum(cost) AS cost';

const tables = (scope: CostScope) =>
  'organizationId' in scope
    ? {
        id: scope.organizationId,
        key: 'organization_id',
        model: 'org_model_usage',
        stage: 'org_stages_usage',
      }
    : { id: scope.userId, key: 'user_id', model: 'model_usage', stage: 'stages_usage' };

type Bound = [number, string, string];

/** @param today A UTC day. */
export function createAnalytics(store: CostsStore, today: () => string): Analytics {
  const read = <Row>(sql: string, ...bound: Bound): Row[] =>
    store.prepare<Row, Bound>(sql).all(...bound);
  const grouped = <Row>(table: string, key: string, by: string, bound: Bound): Row[] =>
    read<Row>(
      `SELECT ${by}, ${sums} FROM ${table} WHERE ${key} = ? AND day BETWEEN ? AND ? GROUP BY 1 ORDER BY cost DESC, calls DESC`,
      ...bound,
    );
  const trend = (scope: CostScope, period: Period): DayCosts[] => {
    const { id, key, stage } = tables(scope);
    return read<DayCosts>(
      `SELECT day, sum(calls) AS calls, sum(cost) AS cost FROM ${stage} WHERE ${key} = ? AND day BETWEEN ? AND ? GROUP BY day ORDER BY day`,
      id,
      period.from,
      period.to,
    );
  };

  return {
    overview: (scope, period) => {
      const { id, key, stage } = tables(scope);
      const bound: Bound = [id, period.from, period.to];
      const [total] = read<Sums>(
        `SELECT ${sums.replaceAll(/sum\((\w+)\)/g, 'ifnull(sum($1), 0)')} FROM ${stage} WHERE ${key} = ? AND day BETWEEN ? AND ?`,
        ...bound,
      );
      const [counts] = read<Pick<CostOverview, 'questions' | 'failed' | 'unknownCalls'>>(
        `SELECT ifnull(sum(questions), 0) AS questions, ifnull(sum(failed), 0) AS failed,
         ifnull(sum(unknown_calls), 0) AS unknownCalls
         FROM question_counts WHERE scope = '${key === 'user_id' ? 'user' : 'organization'}' AND scope_id = ? AND day BETWEEN ? AND ?`,
        ...bound,
      );
      return { ...(total ?? noSums), ...(counts ?? { questions: 0, failed: 0, unknownCalls: 0 }) };
    },
    byModel: (scope, { from, to }) => {
      const { id, key, model } = tables(scope);
      return grouped(model, key, 'model', [id, from, to]);
    },
    byStage: (scope, { from, to }) => {
      const { id, key, stage } = tables(scope);
      return grouped(stage, key, 'stage', [id, from, to]);
    },
    bySide: (scope, { from, to }) => {
      const { id, key, model } = tables(scope);
      const [row] = read<
        Record<'fresh' | 'cached' | 'output' | 'fresh_cost' | 'cached_cost' | 'cost', number | null>
      >(
        `SELECT sum(input - cached) AS fresh, sum(cached) AS cached, sum(output) AS output,
         sum(input_cost) AS fresh_cost, sum(cached_cost) AS cached_cost, sum(cost) AS cost
         FROM ${model} WHERE ${key} = ? AND day BETWEEN ? AND ?`,
        id,
        from,
        to,
      );
      const fresh = row?.fresh_cost ?? 0;
      const cached = row?.cached_cost ?? 0;
      return [
        { side: 'input', tokens: row?.fresh ?? 0, cost: fresh },
        { side: 'cached', tokens: row?.cached ?? 0, cost: cached },
        // The rest of the whole, so that the sides add up to the last nanodollar.
        { side: 'output', tokens: row?.output ?? 0, cost: (row?.cost ?? 0) - fresh - cached },
      ];
    },
    ...createRanking(store, today),
    trend,
    forecast: (scope, today) => {
      const month = today.slice(0, 7);
      const spent = trend(scope, { from: `${month}-01`, to: today }).reduce(
        (sum, day) => sum + day.cost,
        0,
      );
      const passed = Number(today.slice(8));
      const inMonth = new Date(
        Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0),
      ).getUTCDate();
      return { month, spent, forecast: Math.round((spent / passed) * inMonth) };
    },
  };
}

const noSums: Sums = { calls: 0, input: 0, cached: 0, output: 0, thinking: 0, cost: 0 };
