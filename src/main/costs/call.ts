import type { Stage, Usage } from '../../preload/contract/answer.ts';
import type { Nanodollars, TokenPrice } from '../lib/money.ts';

/** Who pays: each named scope's sums and budgets count the call. */
export interface Payer {
  userId: number | null;
  organizationId: number | null;
  channelId: number | null;
}

/** A model call as the ledger keeps it. */
export interface Call {
  stage: Stage;
  attempt: number;
  model: string;
  usage: Usage;
  /** The price used; null when the model has none and its cost is unknown. */
  price: TokenPrice | null;
  cost: Nanodollars;
  elapsedMs: number;
  /** `unknown`: it was cut off before anybody knew what it cost; billed at an upper guess. */
  outcome: 'ok' | 'error' | 'cancelled' | 'unknown';
}

/** A question as it is settled: with all its calls, however it ended. */
export interface Conversation extends Payer {
  requestKey: string;
  door: string;
  chat: string;
  databaseId: number | null;
  question: string;
  way: string | null;
  sql: string | null;
  text: string | null;
  outcome: 'ok' | 'error' | 'cancelled' | 'interrupted';
  errorCode: string | null;
  rowCount: number | null;
  /** UTC ISO-8601. */
  startedAt: string;
  elapsedMs: number;
  calls: readonly Call[];
}

export const totalCost = (calls: readonly Call[]): Nanodollars =>
  calls.reduce((sum, call) => sum + call.cost, 0);
