import type { Generated } from 'kysely';
import type { Stage } from '../../../preload/contract/answer.ts';

interface Tokens {
  input: number;
  cached: number;
  output: number;
  thinking: number;
}

/** Sums of a UTC day, `YYYY-MM-DD`. */
interface DayOf extends Tokens {
  day: string;
  calls: number;
  cost: number;
  input_cost: number;
  cached_cost: number;
}

/** Money is integer nanodollars; prices integer nanodollars per million tokens. */
export interface CostsTables {
  model_pricing: {
    model: string;
    valid_from: string;
    input: number;
    cached_input: number;
    output: number;
    source: 'seed' | 'owner';
  };
  conversations: {
    id: Generated<number>;
    request_key: string;
    user_id: number | null;
    organization_id: number | null;
    channel_id: number | null;
    door: string;
    chat: string;
    database_id: number | null;
    question: string;
    way: string | null;
    sql: string | null;
    text: string | null;
    outcome: 'ok' | 'error' | 'cancelled' | 'interrupted';
    error_code: string | null;
    row_count: number | null;
    cost: number;
    started_at: string;
    elapsed_ms: number;
    answer: string | null;
  };
  conversation_stages: Tokens & {
    conversation_id: number;
    position: number;
    stage: Stage;
    attempt: number;
    model: string;
    price_input: number | null;
    price_cached: number | null;
    price_output: number | null;
    cost: number;
    elapsed_ms: number;
    outcome: 'ok' | 'error' | 'cancelled' | 'unknown';
  };
  open_calls: {
    id: Generated<number>;
    request_key: string;
    context: string;
    stage: Stage;
    attempt: number;
    model: string;
    price: string | null;
    worst_cost: number;
    usage: string | null;
    cost: number | null;
    started_at: string;
    elapsed_ms: number | null;
    outcome: string | null;
  };
  question_counts: {
    scope: 'user' | 'organization';
    scope_id: number;
    day: string;
    questions: number;
    failed: number;
    unknown_calls: number;
  };
  model_usage: DayOf & { user_id: number; model: string };
  stages_usage: DayOf & { user_id: number; stage: Stage };
  org_model_usage: DayOf & { organization_id: number; model: string };
  org_stages_usage: DayOf & { organization_id: number; stage: Stage };
  org_user_usage: DayOf & { organization_id: number; user_id: number };
  /** A person's sums up to and with a day; kept by triggers on org_user_usage. */
  org_user_running: Omit<DayOf, 'input_cost' | 'cached_cost'> & {
    organization_id: number;
    user_id: number;
  };
  /** Everybody's sums up to and with a day, packed; taken away by triggers on org_user_usage. */
  org_user_closings: { organization_id: number; day: string; people: Buffer };
  budgets: {
    scope: SpendScope;
    scope_id: number;
    period: 'day' | 'month';
    amount: number;
    warned_percent: Generated<number>;
    warned_for: string | null;
    changed_at: string;
  };
  spend: { scope: SpendScope; scope_id: number; day: string; cost: number };
}

export type SpendScope = 'appliance' | 'organization' | 'user' | 'channel';
