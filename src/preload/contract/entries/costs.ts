import { z } from 'zod';
import {
  CostOverview,
  DayCosts,
  Forecast,
  ModelCosts,
  Period,
  SideCosts,
  StageCosts,
  UserCosts,
} from '../costs.ts';
import { feed, query } from '../entry.ts';
import { MemberQuery } from '../people.ts';
import { FilePart } from './file.ts';
import { HistoryQuery, QuestionItem } from './overview.ts';

const ByPeriod = z.object({ period: Period });

/** Four of the five views and the days between, of one scope. */
export const Usage = z.object({
  overview: CostOverview,
  byModel: z.array(ModelCosts),
  byStage: z.array(StageCosts),
  bySide: z.array(SideCosts),
  trend: z.array(DayCosts),
  forecast: Forecast,
});
export type Usage = z.infer<typeof Usage>;

export const costViews = ['overview', 'models', 'stages', 'sides', 'people', 'days'] as const;

export const costs = {
  'costs.report': query({ access: 'owner', input: ByPeriod, output: Usage }),
  /** Dearest first; with a search those of that name alone. */
  'costs.people': query({
    access: 'owner',
    input: ByPeriod.extend(MemberQuery.shape),
    output: z.object({ total: z.number(), people: z.array(UserCosts) }),
  }),
  'costs.export': feed({
    access: 'owner',
    input: ByPeriod.extend({ view: z.enum(costViews) }),
    output: FilePart,
  }),
  /** A signed-in person's own. */
  'usage.report': query({ access: 'member', input: ByPeriod, output: Usage }),
  'usage.history': query({
    access: 'member',
    input: HistoryQuery,
    output: z.array(QuestionItem),
  }),
};
