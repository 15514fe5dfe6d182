import type { CostsStore } from '../../../src/main/store/costs/costs.ts';

/** Conversations of two stages each, evenly over members and days. */
export interface Filling {
  conversations: number;
  members: number;
  days: number;
  /** The last UTC day. */
  until: string;
}

export const organizationId = 1;

const conversationRows = `
  INSERT INTO conversations (id, request_key, user_id, organization_id, door, chat, question,
    outcome, cost, started_at, elapsed_ms)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :conversations)
  SELECT i, printf('bench:%08d', i), (i * 7919) % :members, ${organizationId}, 'telegram', '1',
    'What were total sales by region?', iif(i % 20 = 0, 'error', 'ok'), 0,
    date(:until, (-((:conversations - i) * :days / :conversations)) || ' days') || 'T10:00:00.000Z',
    900 FROM n`;

/** Tokens differ by row; prices are 75, 18 and 300 nanodollars a token. */
const stageRows = `
  INSERT INTO conversation_stages
  SELECT id, position, iif(position = 0, 'summary', 'answer'), 1, 'model-' || ((id + position) % 5),
    input, cached, output, thinking, 75000000, 18000000, 300000000,
    (input - cached) * 75 + cached * 18 + (output + thinking) * 300, 800, 'ok'
  FROM (SELECT c.id AS id, p.value AS position, 300 + c.id % 997 AS input,
      (c.id % 7) * 13 AS cached, 100 + (c.id * 31) % 811 AS output, (c.id % 11) * 9 AS thinking
    FROM conversations c, json_each('[0,1]') p)`;

const dayRows = `
  CREATE TEMP TABLE by_day AS
  SELECT organization_id, user_id, substr(started_at, 1, 10) AS day, stage, model,
    count(*) AS calls, sum(s.input) AS input, sum(s.cached) AS cached, sum(s.output) AS output,
    sum(s.thinking) AS thinking, sum(s.cost) AS cost,
    sum((s.input - s.cached) * 75) AS input_cost, sum(s.cached * 18) AS cached_cost
  FROM conversations c JOIN conversation_stages s ON s.conversation_id = c.id
  GROUP BY 1, 2, 3, 4, 5`;

const sums = ['calls', 'input', 'cached', 'output', 'thinking', 'cost', 'input_cost', 'cached_cost']
  .map((sum) => `sum(${sum})`)
  .join(', ');

const aggregates = [
  ['model_usage', 'user_id', 'model'],
  ['stages_usage', 'user_id', 'stage'],
  ['org_model_usage', 'organization_id', 'model'],
  ['org_stages_usage', 'organization_id', 'stage'],
  ['org_user_usage', 'organization_id', 'user_id'],
] as const;

/** Millions of rows by a few statements; the sums of days are made from the rows. */
export function fillCosts({ file }: CostsStore, filling: Filling): void {
  file.pragma('synchronous = OFF');
  file.pragma('temp_store = MEMORY');
  file.prepare(conversationRows).run(filling);
  file.exec(stageRows);
  file.exec(dayRows);
  for (const [table, scope, key] of aggregates)
    file.exec(`INSERT INTO ${table} SELECT ${scope}, day, ${key}, ${sums} FROM by_day
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  for (const [scope, key] of [
    ['user', 'user_id'],
    ['organization', 'organization_id'],
  ])
    file.exec(`INSERT INTO question_counts
      SELECT '${scope}', ${key}, substr(started_at, 1, 10), count(*), sum(outcome = 'error'), 0
      FROM conversations GROUP BY 2, 3`);
  file.exec('DROP TABLE by_day');
}
