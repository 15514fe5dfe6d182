import { costSides } from '../lib/money.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { Call, Conversation, Payer } from './call.ts';

/** The statements of a settlement, compiled once: this is the hot path of the money. */
export interface Settling {
  /** Its id; null where the request key is settled already. */
  conversation(conversation: Conversation, cost: number, answer: string | null): number | null;
  stage(conversationId: number, position: number, call: Call): void;
  aggregates(conversation: Conversation, call: Call): void;
  count(conversation: Conversation): void;
  spend(conversation: Conversation, cost: number): void;
}

const upsert = (table: string, scope: string, key: string): string => `
  INSERT INTO ${table}
    (${scope}, day, ${key}, calls, input, cached, output, thinking, cost, input_cost, cached_cost)
  VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET calls = calls + 1, input = input + excluded.input,
    cached = cached + excluded.cached, output = output + excluded.output,
    thinking = thinking + excluded.thinking, cost = cost + excluded.cost,
    input_cost = input_cost + excluded.input_cost, cached_cost = cached_cost + excluded.cached_cost`;

const noSides = { input: 0, cached: 0 };

const conversationColumns = [
  'request_key',
  'user_id',
  'organization_id',
  'channel_id',
  'door',
  'chat',
  'database_id',
  'question',
  'way',
  'sql',
  'text',
  'outcome',
  'error_code',
  'row_count',
  'cost',
  'started_at',
  'elapsed_ms',
  'answer',
];

const placeholders = (count: number): string => Array(count).fill('?').join(', ');

export function prepareSettling(store: CostsStore): Settling {
  const insertConversation = store.prepare<never, unknown[]>(
    `INSERT INTO conversations (${conversationColumns.join(', ')})
     VALUES (${placeholders(conversationColumns.length)})
     ON CONFLICT (request_key) DO NOTHING`,
  );
  const insertStage = store.prepare<never, unknown[]>(
    `INSERT INTO conversation_stages VALUES (${placeholders(15)})`,
  );
  const addSpend = store.prepare<never, unknown[]>(
    `INSERT INTO spend (scope, scope_id, day, cost) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET cost = cost + excluded.cost`,
  );
  const addCount = store.prepare<never, unknown[]>(
    `INSERT INTO question_counts VALUES (?, ?, ?, 1, ?, ?)
     ON CONFLICT DO UPDATE SET questions = questions + 1, failed = failed + excluded.failed,
       unknown_calls = unknown_calls + excluded.unknown_calls`,
  );
  const aggregate = {
    userModel: store.prepare<never, unknown[]>(upsert('model_usage', 'user_id', 'model')),
    userStage: store.prepare<never, unknown[]>(upsert('stages_usage', 'user_id', 'stage')),
    orgModel: store.prepare<never, unknown[]>(
      upsert('org_model_usage', 'organization_id', 'model'),
    ),
    orgStage: store.prepare<never, unknown[]>(
      upsert('org_stages_usage', 'organization_id', 'stage'),
    ),
    orgUser: store.prepare<never, unknown[]>(
      upsert('org_user_usage', 'organization_id', 'user_id'),
    ),
  };

  return {
    conversation: (c, cost, answer) =>
      insertConversation.insert(
        c.requestKey,
        c.userId,
        c.organizationId,
        c.channelId,
        c.door,
        c.chat,
        c.databaseId,
        c.question,
        c.way,
        c.sql,
        c.text,
        c.outcome,
        c.errorCode,
        c.rowCount,
        cost,
        c.startedAt,
        Math.round(c.elapsedMs),
        answer,
      ),
    stage: (id, position, call) => {
      const { usage, price } = call;
      insertStage.run(
        id,
        position,
        call.stage,
        call.attempt,
        call.model,
        usage.input,
        usage.cached,
        usage.output,
        usage.thinking,
        price?.input ?? null,
        price?.cachedInput ?? null,
        price?.output ?? null,
        call.cost,
        Math.round(call.elapsedMs),
        call.outcome,
      );
    },
    aggregates: (c, call) => {
      const day = c.startedAt.slice(0, 10);
      const { input, cached, output, thinking } = call.usage;
      const sides = call.price ? costSides(call.usage, call.price) : noSides;
      const sums = [input, cached, output, thinking, call.cost, sides.input, sides.cached];
      if (c.userId !== null) {
        aggregate.userModel.run(c.userId, day, call.model, ...sums);
        aggregate.userStage.run(c.userId, day, call.stage, ...sums);
      }
      if (c.organizationId === null) return;
      aggregate.orgModel.run(c.organizationId, day, call.model, ...sums);
      aggregate.orgStage.run(c.organizationId, day, call.stage, ...sums);
      if (c.userId !== null) aggregate.orgUser.run(c.organizationId, day, c.userId, ...sums);
    },
    count: (c) => {
      const failed = c.outcome === 'error' ? 1 : 0;
      const unknown = c.calls.filter((call) => call.outcome === 'unknown').length;
      const day = c.startedAt.slice(0, 10);
      if (c.userId !== null) addCount.run('user', c.userId, day, failed, unknown);
      if (c.organizationId !== null)
        addCount.run('organization', c.organizationId, day, failed, unknown);
    },
    spend: (c, cost) => {
      if (cost === 0) return;
      for (const [scope, id] of scopesOf(c))
        addSpend.run(scope, id, c.startedAt.slice(0, 10), cost);
    },
  };
}

/** Every scope that a payer's spending counts in. */
export function scopesOf(
  payer: Payer,
): ['appliance' | 'organization' | 'user' | 'channel', number][] {
  return [
    ['appliance', 0],
    ...(payer.organizationId === null
      ? []
      : [['organization', payer.organizationId] as ['organization', number]]),
    ...(payer.userId === null ? [] : [['user', payer.userId] as ['user', number]]),
    ...(payer.channelId === null ? [] : [['channel', payer.channelId] as ['channel', number]]),
  ];
}
