import { describe, expect, it } from 'vitest';
import { createAnalytics } from '../../src/main/costs/analytics.ts';
import type { Call, Conversation } from '../../src/main/costs/call.ts';
import { createConversations } from '../../src/main/costs/conversations.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import { costOf } from '../../src/main/lib/money.ts';
import { openCosts } from '../../src/main/store/costs/costs.ts';
import { temporaryFolder } from '../support/folder.ts';

const price = { input: 75_000_000, cachedInput: 18_750_000, output: 300_000_000 };
const call = (stage: Call['stage'], model: string, input: number, output: number): Call => {
  const usage = { input, cached: 10, output, thinking: 0 };
  return {
    stage,
    attempt: 1,
    model,
    usage,
    price,
    cost: costOf(usage, price),
    elapsedMs: 5,
    outcome: 'ok',
  };
};
const asked = (
  key: string,
  userId: number,
  organizationId: number | null,
  day: string,
  calls: Call[],
): Conversation => ({
  requestKey: key,
  userId,
  organizationId,
  channelId: null,
  door: 'telegram',
  chat: '1',
  databaseId: 1,
  question: key,
  way: 'sql',
  sql: null,
  text: null,
  outcome: key.startsWith('bad') ? 'error' : 'ok',
  errorCode: null,
  rowCount: null,
  startedAt: `${day}T10:00:00.000Z`,
  elapsedMs: 9,
  calls,
});

async function shop() {
  const folder = temporaryFolder();
  const store = openCosts(folder.path);
  const ledger = createLedger(store);
  const two = (n: number) => [
    call('summary', 'big', 1_000 + n, 77),
    call('answer', 'small', 333, 101 + n),
  ];
  await ledger.settle(asked('a', 1, 5, '2026-03-01', two(1)), null);
  await ledger.settle(asked('b', 1, 5, '2026-03-10', two(2)), null);
  await ledger.settle(asked('bad', 2, 5, '2026-03-10', [call('summary', 'big', 50, 1)]), null);
  await ledger.settle(asked('other', 3, 6, '2026-03-10', two(3)), null);
  await ledger.settle(asked('alone', 4, null, '2026-03-10', two(4)), null);
  await ledger.settle(asked('old', 1, 5, '2026-02-28', two(5)), null);
  return {
    store,
    views: createAnalytics(store, () => '2026-04-01'),
    [Symbol.dispose]: () => {
      store[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

const march = { from: '2026-03-01', to: '2026-03-31' };
const total = (rows: readonly { cost: number }[]) => rows.reduce((sum, row) => sum + row.cost, 0);

describe('the cost views', () => {
  it('agree with one another and with the conversations, to the nanodollar', async () => {
    using s = await shop();
    const scope = { organizationId: 5 };
    const overview = s.views.overview(scope, march);
    const settled = s.store.file
      .prepare(
        "SELECT sum(cost) FROM conversations WHERE organization_id = 5 AND started_at LIKE '2026-03%'",
      )
      .pluck()
      .get();
    expect(overview).toMatchObject({
      questions: 3,
      failed: 1,
      calls: 5,
      unknownCalls: 0,
      cost: settled,
    });
    const { people: ranked } = await s.views.byUser(5, march, { offset: 0, limit: 10 });
    for (const view of [
      s.views.byModel(scope, march),
      s.views.byStage(scope, march),
      s.views.bySide(scope, march),
      ranked,
      s.views.trend(scope, march),
    ]) {
      expect(total(view)).toBe(overview.cost);
    }
    expect(ranked.map((row) => row.userId)).toEqual([1, 2]);
    expect(
      s.views
        .byModel(scope, march)
        .map((row) => row.model)
        .sort(),
    ).toEqual(['big', 'small']);
  });

  it('show one organisation or person only their own', async () => {
    using s = await shop();
    expect(s.views.overview({ organizationId: 6 }, march).questions).toBe(1);
    expect(s.views.overview({ userId: 4 }, march).questions).toBe(1);
    expect(s.views.overview({ organizationId: 99 }, march)).toMatchObject({
      questions: 0,
      cost: 0,
    });
    const own = createConversations(s.store);
    expect(own.list({ userId: 1, limit: 10 }).map((item) => item.question)).toEqual([
      'old',
      'b',
      'a',
    ]);
    const others = own.list({ userId: 3, limit: 10 })[0];
    expect(own.own(1, others?.id ?? -1)).toBeUndefined();
  });

  it('forecast the month from its days so far', async () => {
    using s = await shop();
    const { spent, forecast } = s.views.forecast({ organizationId: 5 }, '2026-03-10');
    expect(spent).toBe(s.views.overview({ organizationId: 5 }, march).cost);
    expect(forecast).toBe(Math.round(spent * 3.1));
  });
});
