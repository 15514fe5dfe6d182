import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudgets } from '../../src/main/costs/budgets.ts';
import type { Call, Conversation } from '../../src/main/costs/call.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import { createPrices } from '../../src/main/costs/prices.ts';
import { costOf } from '../../src/main/lib/money.ts';
import { type CostsStore, openCosts } from '../../src/main/store/costs/costs.ts';

let folder: string;
let store: CostsStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-costs-'));
  store = openCosts(folder);
});
afterEach(() => {
  store[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

const price = { input: 75_000_000, cachedInput: 18_750_000, output: 300_000_000 };
const usage = { input: 342, cached: 0, output: 903, thinking: 100 };

const call = (stage: Call['stage'], attempt = 1): Call => ({
  stage,
  attempt,
  model: 'gemini-flash-latest',
  usage,
  price,
  cost: costOf(usage, price),
  elapsedMs: 12.4,
  outcome: 'ok',
});

const conversation = (requestKey: string, change: Partial<Conversation> = {}): Conversation => ({
  requestKey,
  userId: 7,
  organizationId: 3,
  channelId: null,
  door: 'telegram',
  chat: '42',
  databaseId: 1,
  question: 'How many?',
  way: 'sql',
  sql: 'SELECT 1',
  text: 'One.',
  outcome: 'ok',
  errorCode: null,
  rowCount: 1,
  startedAt: '2026-03-31T23:59:59.000Z',
  elapsedMs: 20,
  calls: [call('summary'), call('answer')],
  ...change,
});

const sums = (table: string) =>
  store.file
    .prepare(
      `SELECT sum(calls) AS calls, sum(input) AS input, sum(output) AS output, sum(cost) AS cost FROM ${table}`,
    )
    .get();

describe('the ledger', () => {
  it('adds every settled question to each aggregate, to the token', async () => {
    const ledger = createLedger(store);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => ledger.settle(conversation(`telegram:1:${n}`), null)),
    );
    const expected = { calls: 100, input: 34_200, output: 90_300, cost: 100 * (25_650 + 270_900) };
    for (const table of [
      'model_usage',
      'stages_usage',
      'org_model_usage',
      'org_stages_usage',
      'org_user_usage',
    ]) {
      expect(sums(table), table).toEqual(expected);
    }
    const total = store.file.prepare('SELECT sum(cost) FROM conversations').pluck().get();
    const spend = store.file
      .prepare('SELECT scope, sum(cost) AS cost FROM spend GROUP BY scope ORDER BY scope')
      .all();
    expect(total).toBe(expected.cost);
    expect(spend).toEqual(
      ['appliance', 'organization', 'user'].map((scope) => ({ scope, cost: expected.cost })),
    );
  });

  it('bills a question once, however often it is settled', async () => {
    const ledger = createLedger(store);
    const ids = await Promise.all(
      [1, 2, 3].map(() => ledger.settle(conversation('telegram:1:9'), null)),
    );
    expect(new Set(ids).size).toBe(1);
    expect(sums('model_usage')).toMatchObject({ calls: 2 });
  });

  it('settles others when one of a group can not be written', async () => {
    const ledger = createLedger(store);
    const bad = conversation('bad', { outcome: 'nonsense' as never });
    const ends = await Promise.allSettled([
      ledger.settle(bad, null),
      ledger.settle(conversation('good'), null),
    ]);
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'fulfilled']);
    expect(ledger.find('good')).toMatchObject({ outcome: 'ok' });
    expect(ledger.find('bad')).toBeUndefined();
  });

  it('bills what a killed process left: ended calls exactly, open ones at their worst', async () => {
    const context = {
      userId: 7,
      organizationId: 3,
      channelId: null,
      door: 'telegram',
      chat: '42',
      databaseId: 1,
      question: 'q',
    };
    const open = {
      requestKey: 'telegram:1:5',
      context,
      attempt: 1,
      model: 'gemini-flash-latest',
      price,
      worstCost: 9_000_000,
      startedAt: '2026-03-31T10:00:00.000Z',
    };
    const ledger = createLedger(store);
    const ended = await ledger.journal.open({ ...open, stage: 'summary' });
    ledger.journal.close(ended, { usage, cost: costOf(usage, price), elapsedMs: 5, outcome: 'ok' });
    await ledger.journal.open({ ...open, stage: 'answer' });

    store[Symbol.dispose]();
    store = openCosts(folder);
    const next = createLedger(store);
    expect(next.settleInterrupted()).toBe(1);
    expect(next.settleInterrupted()).toBe(0);
    expect(sums('org_model_usage')).toMatchObject({ calls: 2, cost: 296_550 + 9_000_000 });
    expect(next.find('telegram:1:5')).toBeUndefined();
    const outcomes = store.file
      .prepare('SELECT outcome FROM conversation_stages ORDER BY position')
      .pluck()
      .all();
    expect(outcomes).toEqual(['ok', 'unknown']);
  });

  it('logs that an end could not be written, and writes it with what comes next', async () => {
    const logged = Promise.withResolvers<unknown>();
    const ledger = createLedger(store, { warn: logged.resolve });
    const { calls: _, ...context } = conversation('telegram:1:6');
    const { requestKey, startedAt } = context;
    const open = { requestKey, context, startedAt, attempt: 1, model: 'm', price, worstCost: 1 };
    const id = await ledger.journal.open({ ...open, stage: 'summary' });
    store.file.pragma('query_only = ON');
    ledger.journal.close(id, { usage, cost: 5, elapsedMs: 5, outcome: 'ok' });
    expect(await logged.promise).toMatchObject({ calls: 1, error: { code: 'SQLITE_READONLY' } });
    store.file.pragma('query_only = OFF');
    await ledger.journal.open({ ...open, stage: 'answer' });
    const costs = store.file.prepare('SELECT cost FROM open_calls ORDER BY id').pluck().all();
    expect(costs).toEqual([5, null]);
  });
});

describe('prices', () => {
  it('keeps the owner’s price over a newer seed, and the price of each day', () => {
    const seed = [{ model: 'm', validFrom: '2026-01-01T00:00:00.000Z', ...price }];
    const prices = createPrices(store, seed);
    prices.set({ model: 'm', validFrom: '2026-06-01T00:00:00.000Z', ...price, input: 1 });
    prices.set({ model: 'm', validFrom: '2026-01-01T00:00:00.000Z', ...price, input: 2 });
    const again = createPrices(store, seed);
    expect(again.of('m', '2026-03-01T00:00:00.000Z')?.input).toBe(2);
    expect(again.of('m', '2026-06-01T00:00:00.000Z')?.input).toBe(1);
    expect(again.of('m', '2025-06-01T00:00:00.000Z')).toBeNull();
    expect(again.of('other', '2026-06-01T00:00:00.000Z')).toBeNull();
  });

  it('counts the seed’s price again once the owner’s is taken back, even one in its place', () => {
    const seed = [{ model: 'm', validFrom: '2026-01-01T00:00:00.000Z', ...price }];
    const prices = createPrices(store, seed);
    const own = { validFrom: '2026-01-01T00:00:00.000Z', ...price, input: 1 };
    for (const model of ['m', 'm2', 'unlisted']) prices.set({ ...own, model });
    prices.set({ ...own, model: 'm', validFrom: '2026-06-01T00:00:00.000Z' });
    prices.takeBack('m');
    prices.takeBack('unlisted');
    for (const some of [prices, createPrices(store, seed)]) {
      expect(some.list().filter(({ model }) => model === 'm')).toEqual([
        { ...seed[0], source: 'seed' },
      ]);
      expect(some.of('m', '2026-07-01T00:00:00.000Z')?.input).toBe(price.input);
      expect(some.of('unlisted', '2026-07-01T00:00:00.000Z')).toBeNull();
      expect(some.of('m2', '2026-07-01T00:00:00.000Z')?.input).toBe(1);
    }
  });
});

describe('budgets', () => {
  const payer = { userId: 7, organizationId: 3, channelId: null };
  const forever = new AbortController().signal;

  it('lets 10 of 200 through a budget for 10, and refuses the rest only when it is spent', async () => {
    const ledger = createLedger(store);
    const budgets = createBudgets(store, () => '2026-03-31');
    const cost = 2 * costOf(usage, price);
    budgets.set({ scope: 'organization', scopeId: 3, period: 'day', amount: 10 * cost + 1 });
    let served = 0;
    const one = async (n: number) => {
      // The worst case is twice what it turns out to cost.
      using _held = await budgets.reserve(payer, cost, forever);
      await ledger.settle(conversation(`k${n}`), null);
      served += 1;
    };
    const ends = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => one(n)));
    expect(served).toBe(10);
    expect(ends.filter((end) => end.status === 'rejected')).toHaveLength(190);
    expect(budgets.list()).toMatchObject([{ spent: 10 * cost, reserved: 0 }]);
  });

  it('waits for money that is only set aside', async () => {
    const budgets = createBudgets(store, () => '2026-03-31');
    budgets.set({ scope: 'user', scopeId: 7, period: 'month', amount: 100 });
    const first = await budgets.reserve(payer, 80, forever);
    const second = budgets.reserve(payer, 50, forever);
    first[Symbol.dispose]();
    using _held = await second;
    await expect(budgets.reserve(payer, 101, forever)).rejects.toMatchObject({
      code: 'budget_exhausted',
    });
  });

  it('does not hold one payer to another’s budget', async () => {
    const budgets = createBudgets(store, () => '2026-03-31');
    budgets.set({ scope: 'organization', scopeId: 4, period: 'day', amount: 0 });
    expect(budgets.limits(payer)).toBe(false);
    using _held = await budgets.reserve(payer, 1_000, forever);
    await expect(
      budgets.reserve({ ...payer, organizationId: 4 }, 1, forever),
    ).rejects.toMatchObject({
      code: 'budget_exhausted',
      params: { scope: 'organization', period: 'day' },
    });
  });

  it('stops waiting when the question is cancelled', async () => {
    const budgets = createBudgets(store, () => '2026-03-31');
    budgets.set({ scope: 'appliance', scopeId: 0, period: 'day', amount: 100 });
    using _held = await budgets.reserve(payer, 100, forever);
    const control = new AbortController();
    const waiting = budgets.reserve(payer, 10, control.signal);
    control.abort(new Error('no longer wanted'));
    await expect(waiting).rejects.toThrow('no longer wanted');
  });
});
