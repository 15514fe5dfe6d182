import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAnalytics } from '../../src/main/costs/analytics.ts';
import type { Call, Conversation } from '../../src/main/costs/call.ts';
import { createClosings } from '../../src/main/costs/closings.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import type { RankedPart } from '../../src/main/costs/people-sums.ts';
import { costOf } from '../../src/main/lib/money.ts';
import { type CostsStore, openCosts } from '../../src/main/store/costs/costs.ts';
import type { Period } from '../../src/preload/contract/costs.ts';
import { type Figure, figure, percentile, type Scenario, timeEach } from './bench.ts';
import { type Filling, fillCosts, organizationId } from './costs/fill.ts';

const filling: Filling = {
  conversations: 2_500_000,
  members: 10_000,
  days: 365,
  until: '2026-10-31',
};
const periods: Record<string, Period> = {
  month: { from: '2026-10-01', to: filling.until },
  year: { from: '2025-11-01', to: filling.until },
};
const lastFullDay = '2026-10-30';
const limitMs = 10;

/** Each cost view of an organisation with five million stage rows, over a month and a year. */
export async function benchCosts(): Promise<Scenario> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-'));
  try {
    {
      using store = openCosts(folder);
      fillCosts(store, filling);
    }
    // Gigabytes on their way to the disk would be waited for by what is measured.
    execFileSync('sync');
    using store = openCosts(folder);
    await settleSome(store);
    const rows: Figure[] = [
      figure('stage rows', count(store, 'conversation_stages'), ''),
      figure('members of the organisation', filling.members, ''),
      ...(await afterAnUpgrade(store)),
    ];
    // As the appliance does every hour; the last full day is left open, as today is.
    const closings = createClosings(store);
    while (closings.closeOne(lastFullDay));
    for (const [name, period] of Object.entries(periods))
      rows.push(...(await views(store, name, period)));
    for (const period of Object.values(periods)) await checkAgainstRows(store, period);
    rows.push(figure('differences from the sum over the rows', 0, '', 0));
    return { name: 'costs: the five views and the trend, one organisation', rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function views(store: CostsStore, name: string, period: Period): Promise<Figure[]> {
  const views = createAnalytics(store, () => lastFullDay);
  const scope = { organizationId };
  const people = (part: RankedPart) => views.byUser(organizationId, period, part);
  const tenth = new Set(Array.from({ length: filling.members / 10 }, (_, n) => n * 10));
  const all = {
    overview: () => views.overview(scope, period),
    'by model': () => views.byModel(scope, period),
    'by stage': () => views.byStage(scope, period),
    'input against output': () => views.bySide(scope, period),
    'people, the first 50 of all': () => people({ offset: 0, limit: 50 }),
    'people, 100 from the middle': () => people({ offset: 5_000, limit: 100 }),
    'people, the first 50 of a tenth': () => people({ offset: 0, limit: 50, among: tenth }),
    'trend and forecast': () => [views.trend(scope, period), views.forecast(scope, period.to)],
  };
  const figures: Figure[] = [];
  for (const [view, work] of Object.entries(all)) {
    const taken = await timeEach(100, work);
    figures.push(
      figure(`${view}, a ${name}: p50`, percentile(taken, 0.5), 'ms', limitMs),
      figure(`${view}, a ${name}: p95`, percentile(taken, 0.95), 'ms', limitMs),
    );
  }
  return figures;
}

/** The first ranking of a store whose days were never closed. */
async function afterAnUpgrade(store: CostsStore): Promise<Figure[]> {
  const views = createAnalytics(store, () => lastFullDay);
  const asked = new AbortController();
  const began = performance.now();
  const standing = longestTurn(asked.signal);
  await views.byUser(organizationId, periods['year'] ?? assert.fail(), { offset: 0, limit: 50 });
  asked.abort();
  return [
    figure('first ranking after an upgrade', performance.now() - began, 'ms'),
    figure('others waited then at most', await standing, 'ms', 20),
  ];
}

async function longestTurn(signal: AbortSignal): Promise<number> {
  for (let longest = 0, at = performance.now(); ; ) {
    await setImmediate();
    const now = performance.now();
    longest = Math.max(longest, now - at);
    at = now;
    if (signal.aborted) return longest;
  }
}

const count = (store: CostsStore, table: string): number =>
  Number(store.file.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

/** The same views once from the stage rows themselves. */
async function checkAgainstRows(store: CostsStore, { from, to }: Period): Promise<void> {
  const views = createAnalytics(store, () => lastFullDay);
  const scope = { organizationId };
  const rows = (key: string) =>
    store.file
      .prepare<unknown[], { key: string; cost: number }>(
        `SELECT ${key} AS key, count(*) AS calls, sum(input) AS input, sum(cached) AS cached,
           sum(output) AS output, sum(thinking) AS thinking, sum(s.cost) AS cost
         FROM conversations c JOIN conversation_stages s ON s.conversation_id = c.id
         WHERE organization_id = ? AND started_at >= ? AND started_at < date(?, '+1 day')
         GROUP BY 1 ORDER BY 1`,
      )
      .all(organizationId, from, to);
  const sorted = <Row extends object>(found: readonly Row[], key: keyof Row) =>
    found
      .map(({ [key]: value, ...sums }) => ({ key: value, ...sums }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  const period = { from, to };
  const [whole] = rows('0');
  const { questions, failed, unknownCalls, ...total } = views.overview(scope, period);
  assert.deepEqual({ key: 0, ...total }, whole);
  assert.deepEqual(sorted(views.byModel(scope, period), 'model'), rows('model'));
  assert.deepEqual(sorted(views.byStage(scope, period), 'stage'), rows('stage'));
  const everyone = { offset: 0, limit: filling.members };
  const { people } = await views.byUser(organizationId, period, everyone);
  assert.deepEqual(sorted(people, 'userId'), rows('user_id'));
  const sides = views.bySide(scope, period).reduce((sum, side) => sum + side.cost, 0);
  assert.equal(sides, whole?.cost);
  const days = rows('substr(started_at, 1, 10)').map(({ key, cost }) => ({ key, cost }));
  const trend = views.trend(scope, period).map(({ day, cost }) => ({ key: day, cost }));
  assert.deepEqual(trend, days);
}

const price = { input: 75_000_000, cachedInput: 18_000_000, output: 300_000_000 };

/** On top of the bulk: some by the ledger itself, also late ones of earlier days. */
async function settleSome(store: CostsStore): Promise<void> {
  const ledger = createLedger(store);
  await Promise.all(Array.from({ length: 2_000 }, (_, n) => ledger.settle(settled(n), null)));
}

function settled(n: number): Conversation {
  const usage = { input: 300 + n, cached: n % 90, output: 100, thinking: n % 7 };
  const call = (stage: Call['stage']): Call => ({
    stage,
    attempt: 1,
    model: `model-${n % 5}`,
    usage,
    price,
    cost: costOf(usage, price),
    elapsedMs: 800,
    outcome: 'ok',
  });
  const day = new Date(Date.parse(filling.until) - (n % 400) * 86_400_000);
  return {
    requestKey: `late:${n}`,
    userId: n % filling.members,
    organizationId,
    channelId: null,
    door: 'telegram',
    chat: '1',
    databaseId: 1,
    question: 'What were total sales by region?',
    way: 'sql',
    sql: null,
    text: null,
    outcome: 'ok',
    errorCode: null,
    rowCount: 1,
    startedAt: day.toISOString(),
    elapsedMs: 900,
    calls: [call('summary'), call('answer')],
  };
}
