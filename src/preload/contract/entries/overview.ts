import { z } from 'zod';
import { ConversationItem, DayCosts } from '../costs.ts';
import { query } from '../entry.ts';
import { OrganizationInfo } from '../people.ts';
import { BudgetState } from './budgets.ts';

/** Figures of the organisation for owners, a member's own for a member. Money is nanodollars. */
export const Figures = z.object({
  scope: z.enum(['organization', 'own']),
  organization: OrganizationInfo.nullable(),
  today: z.object({ questions: z.number(), failed: z.number(), cost: z.number() }),
  month: z.object({ questions: z.number(), cost: z.number(), forecast: z.number() }),
  /** The organisation's budget of the month. */
  budget: BudgetState.nullable(),
  databases: z.object({ ok: z.number(), failing: z.number() }),
  /** Answers somebody was not content with and nobody has looked at. */
  openCases: z.number(),
  /** The last 30 days, days without spending left out. */
  trend: z.array(DayCosts),
});
export type Figures = z.infer<typeof Figures>;

export const healthParts = [
  'bot',
  'model',
  'databases',
  'mail',
  'lan',
  'secrets',
  'disk',
  'stores',
  'backup',
] as const;

/** How one part of the appliance is, with what its sentence needs. */
export const HealthItem = z.object({
  part: z.enum(healthParts),
  state: z.enum(['ok', 'warning', 'failing', 'off']),
  /** Which sentence describes it, within its part. */
  detail: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type HealthItem = z.infer<typeof HealthItem>;

export const QuestionItem = ConversationItem.extend({
  userName: z.string().nullable(),
  databaseName: z.string().nullable(),
});
export type QuestionItem = z.infer<typeof QuestionItem>;

/** Newest first; `before` is the id of the last one seen. */
export const HistoryQuery = z.object({
  before: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(100).default(20),
});

export const overview = {
  'overview.figures': query({ access: 'member', input: z.object({}), output: Figures }),
  'overview.health': query({
    access: 'operator',
    input: z.object({}),
    output: z.array(HealthItem),
  }),
  'overview.questions': query({
    access: 'owner',
    input: HistoryQuery,
    output: z.array(QuestionItem),
  }),
};
