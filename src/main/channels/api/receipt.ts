/** An answer's rows and receipt as the API says them: its own names, exact dollars, whole milliseconds. */
import { z } from 'zod';
import { type Receipt, StageReceipt } from '../../../preload/contract/answer.ts';
import { Cell, Dialect, type Result, ResultColumn } from '../../../preload/contract/database.ts';
import { dollars } from '../../lib/money.ts';

const Cut = z.enum(['rows', 'bytes']).nullable();

export const ResultShown = z.object({
  columns: z.array(ResultColumn),
  rows: z.array(z.array(Cell)).describe('As many cells as columns each.'),
  cut: Cut.describe('Which cap ended the reading; null when every row is here.'),
  elapsed_ms: z.int(),
});

const StageShown = z.object({
  stage: StageReceipt.shape.stage.describe('What the model was called for.'),
  attempt: z.int().describe('1; 2 and 3 for repairs.'),
  model: z.string(),
  input_tokens: z.int(),
  cached_tokens: z.int().describe('Among the input.'),
  output_tokens: z.int(),
  thinking_tokens: z.int().describe('Among the output.'),
  cost: z.string().describe('Exact decimal dollars.'),
  elapsed_ms: z.int(),
  outcome: StageReceipt.shape.outcome,
});

export const ReceiptShown = z.object({
  interpretation: z.string().nullable().describe('How the question was understood.'),
  database: z.object({ id: z.int(), name: z.string(), dialect: Dialect }).nullable(),
  tables: z.array(z.string()),
  period: z.string().nullable(),
  filters: z.array(z.string()),
  row_count: z.int().nullable(),
  cut: Cut,
  as_of: z.string().nullable().describe('When the rows were read, UTC ISO-8601.'),
  stages: z.array(StageShown),
  total: z.string().describe('Exact decimal dollars: the sum of the stages.'),
});

export const resultShown = ({ elapsedMs, ...result }: Result): z.infer<typeof ResultShown> => ({
  ...result,
  elapsed_ms: Math.round(elapsedMs),
});

export const receiptShown = (receipt: Receipt): z.infer<typeof ReceiptShown> => ({
  interpretation: receipt.interpretation,
  database: receipt.database,
  tables: receipt.tables,
  period: receipt.period,
  filters: receipt.filters,
  row_count: receipt.rowCount,
  cut: receipt.cut,
  as_of: receipt.asOf,
  stages: receipt.stages.map(stageShown),
  total: dollars(receipt.total),
});

const stageShown = ({ usage, cost, elapsedMs, ...stage }: StageReceipt) => ({
  stage: stage.stage,
  attempt: stage.attempt,
  model: stage.model,
  input_tokens: usage.input,
  cached_tokens: usage.cached,
  output_tokens: usage.output,
  thinking_tokens: usage.thinking,
  cost: dollars(cost),
  elapsed_ms: Math.round(elapsedMs),
  outcome: stage.outcome,
});
