/** What was spent, in the five views and over time. Money is integer nanodollars, days are UTC. */
import { z } from 'zod';
import { Stage } from './answer.ts';

const Day = z.iso.date();

/** Both days included. */
export const Period = z.object({ from: Day, to: Day }).refine(({ from, to }) => from <= to, {
  message: 'ends before it begins',
});
export type Period = z.infer<typeof Period>;

export const Sums = z.object({
  calls: z.number().int(),
  input: z.number().int(),
  cached: z.number().int(),
  output: z.number().int(),
  thinking: z.number().int(),
  cost: z.number().int(),
});
export type Sums = z.infer<typeof Sums>;

export const CostOverview = Sums.extend({
  questions: z.number().int(),
  failed: z.number().int(),
  /** Calls whose cost is an upper guess: they were cut off before anybody knew what they cost. */
  unknownCalls: z.number().int(),
});
export type CostOverview = z.infer<typeof CostOverview>;

export const ModelCosts = Sums.extend({ model: z.string() });
export const StageCosts = Sums.extend({ stage: Stage });
export const UserCosts = Sums.extend({ userId: z.number(), name: z.string() });
export type UserCosts = z.infer<typeof UserCosts>;

/** Input against output: tokens, and what each side cost at the prices used. */
export const SideCosts = z.object({
  side: z.enum(['input', 'cached', 'output']),
  tokens: z.number().int(),
  cost: z.number().int(),
});
export type SideCosts = z.infer<typeof SideCosts>;

export const DayCosts = z.object({ day: Day, calls: z.number().int(), cost: z.number().int() });
export type DayCosts = z.infer<typeof DayCosts>;

/** A plain forecast: what is spent, and the mean of the days so far for the days to come. */
export const Forecast = z.object({
  month: z.string(),
  spent: z.number().int(),
  forecast: z.number().int(),
});
export type Forecast = z.infer<typeof Forecast>;

export const ConversationItem = z.object({
  id: z.number(),
  userId: z.number().nullable(),
  at: z.string(),
  /** Through which door it came: a person's, the operator's, or a program's (`api`). */
  door: z.string(),
  question: z.string(),
  text: z.string().nullable(),
  sql: z.string().nullable(),
  databaseId: z.number().nullable(),
  outcome: z.enum(['ok', 'error', 'cancelled', 'interrupted']),
  errorCode: z.string().nullable(),
  rowCount: z.number().nullable(),
  cost: z.number().int(),
  elapsedMs: z.number().int(),
});
export type ConversationItem = z.infer<typeof ConversationItem>;
