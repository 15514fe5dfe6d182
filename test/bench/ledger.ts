import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Call, Conversation } from '../../src/main/costs/call.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import { openCosts } from '../../src/main/store/costs/costs.ts';
import { figure, rateOf, type Scenario } from './bench.ts';

const price = { input: 75_000_000, cachedInput: 18_750_000, output: 300_000_000 };
const call = (stage: Call['stage']): Call => ({
  stage,
  attempt: 1,
  model: 'gemini-flash-latest',
  usage: { input: 342, cached: 0, output: 903, thinking: 0 },
  price,
  cost: 296_550,
  elapsedMs: 800,
  outcome: 'ok',
});
let asked = 0;
const conversation = (): Conversation => ({
  requestKey: `bench:${asked++}`,
  userId: asked % 200,
  organizationId: asked % 10,
  channelId: null,
  door: 'telegram',
  chat: '1',
  databaseId: 1,
  question: 'What were total sales by region last year?',
  way: 'sql',
  sql: 'SELECT region, SUM(total) FROM orders GROUP BY region',
  text: 'North sold most.',
  outcome: 'ok',
  errorCode: null,
  rowCount: 5,
  startedAt: '2026-03-31T10:00:00.000Z',
  elapsedMs: 1_600,
  calls: [call('summary'), call('answer')],
});

/** Durable conversations a second, against the same rows written by bare better-sqlite3. */
export async function benchLedger(): Promise<Scenario> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-'));
  try {
    const [a, b] = [join(folder, 'bare'), join(folder, 'ledger')];
    // Turn and turn about, the faster of each: the disk is shared and its pace changes.
    const bareRuns: number[] = [];
    const ledgerRuns: { one: number; grouped: number }[] = [];
    for (let round = 0; round < 3; round += 1) {
      bareRuns.push(bareRate(a));
      ledgerRuns.push(await ledgerRates(b));
    }
    const bare = Math.max(...bareRuns);
    const one = Math.max(...ledgerRuns.map((run) => run.one));
    const grouped = Math.max(...ledgerRuns.map((run) => run.grouped));
    return {
      name: 'ledger: conversations with 2 stages, durable (synchronous=FULL)',
      rows: [
        figure('bare better-sqlite3, one transaction each', bare, '/s'),
        figure('ledger, one at a time', one, '/s'),
        figure('ledger, one at a time, against bare', one / bare, '×', 0.8, 'above'),
        figure('ledger, 50 waiting at once (group commit)', grouped, '/s'),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ledgerRates(folder: string): Promise<{ one: number; grouped: number }> {
  mkdirSync(folder, { recursive: true });
  using store = openCosts(folder);
  const ledger = createLedger(store);
  const rate = async (atOnce: number): Promise<number> => {
    const began = performance.now();
    let count = 0;
    while (performance.now() - began < 1_000) {
      await Promise.all(Array.from({ length: atOnce }, () => ledger.settle(conversation(), null)));
      count += atOnce;
    }
    return (count * 1_000) / (performance.now() - began);
  };
  // The crowd first: in an appliance that has run for a while the log has its length.
  const grouped = await rate(50);
  return { one: await rate(1), grouped };
}

/** The same rows into the same tables, by the shortest way there is. */
function bareRate(folder: string): number {
  mkdirSync(folder, { recursive: true });
  openCosts(folder)[Symbol.dispose]();
  const file = new BetterSqlite3(join(folder, 'costs.sqlite'));
  file.pragma('synchronous = FULL');
  const put = (table: string, columns: string[]) =>
    file.prepare(`INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => '?')})`);
  const add = (table: string, scope: string, key: string) =>
    file.prepare(
      `INSERT INTO ${table} (${scope}, day, ${key}, calls, input, cached, output, thinking, cost, input_cost, cached_cost)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + 1, input = input + excluded.input,
       cached = cached + excluded.cached, output = output + excluded.output, thinking = thinking + excluded.thinking, cost = cost + excluded.cost,
       input_cost = input_cost + excluded.input_cost, cached_cost = cached_cost + excluded.cached_cost`,
    );
  const c = put('conversations', [
    'request_key',
    'user_id',
    'organization_id',
    'door',
    'chat',
    'database_id',
    'question',
    'way',
    'sql',
    'text',
    'outcome',
    'row_count',
    'cost',
    'started_at',
    'elapsed_ms',
  ]);
  const s = put('conversation_stages', [
    'conversation_id',
    'position',
    'stage',
    'attempt',
    'model',
    'input',
    'cached',
    'output',
    'thinking',
    'price_input',
    'price_cached',
    'price_output',
    'cost',
    'elapsed_ms',
    'outcome',
  ]);
  const spend = file.prepare(
    'INSERT INTO spend (scope, scope_id, day, cost) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET cost = cost + excluded.cost',
  );
  const count = file.prepare(
    'INSERT INTO question_counts VALUES (?, ?, ?, 1, 0, 0) ON CONFLICT DO UPDATE SET questions = questions + 1, failed = failed + excluded.failed, unknown_calls = unknown_calls + excluded.unknown_calls',
  );
  const door = file.prepare(
    'INSERT INTO door_usage VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, elapsed_ms = elapsed_ms + excluded.elapsed_ms, input = input + excluded.input, output = output + excluded.output, cost = cost + excluded.cost',
  );
  const sums = [
    add('model_usage', 'user_id', 'model'),
    add('stages_usage', 'user_id', 'stage'),
    add('org_model_usage', 'organization_id', 'model'),
    add('org_stages_usage', 'organization_id', 'stage'),
    add('org_user_usage', 'organization_id', 'user_id'),
  ];
  const write = file.transaction((one: Conversation) => {
    const id = c.run(
      one.requestKey,
      one.userId,
      one.organizationId,
      one.door,
      one.chat,
      one.databaseId,
      one.question,
      one.way,
      one.sql,
      one.text,
      one.outcome,
      one.rowCount,
      593_100,
      one.startedAt,
      one.elapsedMs,
    ).lastInsertRowid;
    one.calls.forEach((made, position) => {
      const { usage } = made;
      s.run(
        id,
        position,
        made.stage,
        1,
        made.model,
        usage.input,
        0,
        usage.output,
        0,
        price.input,
        price.cachedInput,
        price.output,
        made.cost,
        800,
        'ok',
      );
      const first = position === 0 ? [1, one.elapsedMs] : [0, 0];
      door.run(one.door, '2026-03-31', made.model, ...first, usage.input, usage.output, made.cost);
      const keys = [made.model, made.stage, made.model, made.stage, one.userId];
      sums.forEach((statement, n) => {
        statement.run(
          n < 2 ? one.userId : one.organizationId,
          '2026-03-31',
          keys[n],
          usage.input,
          0,
          usage.output,
          0,
          made.cost,
          25_650,
          0,
        );
      });
    });
    count.run('user', one.userId, '2026-03-31');
    count.run('organization', one.organizationId, '2026-03-31');
    for (const [scope, scopeId] of [
      ['appliance', 0],
      ['organization', one.organizationId],
      ['user', one.userId],
    ])
      spend.run(scope, scopeId, '2026-03-31', 593_100);
  });
  const rate = rateOf(() => write(conversation()), 1);
  file.close();
  return rate;
}
