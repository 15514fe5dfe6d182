/** An answer with its receipt, as every door shows it. */
import { z } from 'zod';
import { Dialect, Result } from './database.ts';

export const languages = ['en', 'ar', 'fa'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

export const stages = ['summary', 'answer', 'email'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;

/** Tokens of one model call. `input` includes `cached`; `output` includes `thinking`. */
export const Usage = z.object({
  input: z.number().int(),
  cached: z.number().int(),
  output: z.number().int(),
  thinking: z.number().int(),
});
export type Usage = z.infer<typeof Usage>;

export const StageReceipt = z.object({
  stage: Stage,
  /** 1 for the first call of a stage, 2 and 3 for its repairs. */
  attempt: z.number().int(),
  model: z.string(),
  usage: Usage,
  /** Nanodollars. */
  cost: z.number().int(),
  /** Milliseconds. */
  elapsedMs: z.number(),
  outcome: z.enum(['ok', 'error', 'cancelled']),
});
export type StageReceipt = z.infer<typeof StageReceipt>;

export const Receipt = z.object({
  interpretation: z.string().nullable(),
  database: z.object({ id: z.number(), name: z.string(), dialect: Dialect }).nullable(),
  tables: z.array(z.string()),
  period: z.string().nullable(),
  filters: z.array(z.string()),
  rowCount: z.number().int().nullable(),
  cut: z.enum(['rows', 'bytes']).nullable(),
  /** When the rows were read, UTC ISO-8601. */
  asOf: z.string().nullable(),
  stages: z.array(StageReceipt),
  /** Nanodollars. */
  total: z.number().int(),
});
export type Receipt = z.infer<typeof Receipt>;

/** One description of a picture, drawn by the bot as PNG and by the windows live. */
export const Chart = z.object({
  kind: z.enum(['bar', 'line', 'pie']),
  title: z.string(),
  rtl: z.boolean(),
  /** Whose digits the numbers have; the drawer's own without it. */
  language: Language.optional(),
  /** One label a point, in order. */
  labels: z.array(z.string()),
  series: z.array(z.object({ name: z.string(), values: z.array(z.number().nullable()) })),
});
export type Chart = z.infer<typeof Chart>;

export const Clarification = z.object({
  question: z.string(),
  options: z.array(z.string()),
});
export type Clarification = z.infer<typeof Clarification>;

export const Draft = z.object({
  id: z.number(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
  attachments: z.array(z.object({ name: z.string(), bytes: z.number() })),
});
export type Draft = z.infer<typeof Draft>;

export const Answer = z.object({
  conversationId: z.number(),
  way: z.enum(['sql', 'conversation', 'email', 'clarify', 'none']),
  language: Language,
  text: z.string(),
  sql: z.string().nullable(),
  result: Result.nullable(),
  chart: Chart.nullable(),
  clarify: Clarification.nullable(),
  draft: Draft.nullable(),
  /** Numbers of the text that the rows and the question do not account for. */
  doubtfulNumbers: z.array(z.string()),
  /** True when a practice model had a part in it; every door says so. */
  practice: z.boolean(),
  receipt: Receipt,
});
export type Answer = z.infer<typeof Answer>;
