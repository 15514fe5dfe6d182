import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAnalytics } from '../../src/main/costs/analytics.ts';
import type { Call, Conversation } from '../../src/main/costs/call.ts';
import { closeDays, createClosings } from '../../src/main/costs/closings.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import { isoTime } from '../../src/main/lib/clock.ts';
import { costsFile, openCosts } from '../../src/main/store/costs/costs.ts';
import type { CostsTables } from '../../src/main/store/costs/tables.ts';
import { openStore, readStore } from '../../src/main/store/open.ts';
import { createTestClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/folder.ts';

interface Asked {
  userId: number;
  organizationId: number;
  day: string;
  calls: readonly { input: number; cost: number }[];
}

const call = ({ input, cost }: Asked['calls'][number]): Call => ({
  stage: 'summary',
  attempt: 1,
  model: 'm',
  usage: { input, cached: 1, output: input * 2, thinking: 3 },
  price: null,
  cost,
  elapsedMs: 5,
  outcome: 'ok',
});

const conversation = ({ day, calls, ...who }: Asked, at: number): Conversation => ({
  ...who,
  requestKey: `k${at}`,
  channelId: null,
  door: 'telegram',
  chat: '1',
  databaseId: 1,
  question: 'q',
  way: 'sql',
  sql: null,
  text: null,
  outcome: 'ok',
  errorCode: null,
  rowCount: null,
  startedAt: `${day}T10:00:00.000Z`,
  elapsedMs: 9,
  calls: calls.map(call),
});

const day = fc.integer({ min: 1, max: 12 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
const asked = fc.record({
  userId: fc.integer({ min: 1, max: 4 }),
  organizationId: fc.integer({ min: 1, max: 2 }),
  day,
  calls: fc.array(fc.record({ input: fc.nat(500), cost: fc.nat(3) }), { maxLength: 3 }),
});

/** A day until which days are closed before each question, or none. */
const closedUntil = fc.option(day, { nil: null });

it('ranks people by what their rows add up to, whatever the order of the days and their closing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(closedUntil, asked), { maxLength: 30 }),
      fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
      async (all, period) => {
        using folder = temporaryFolder();
        using store = openCosts(folder.path);
        const ledger = createLedger(store);
        const closings = createClosings(store);
        for (const [at, [today, one]] of all.entries()) {
          while (today !== null && closings.closeOne(today));
          await ledger.settle(conversation(one, at), null);
        }
        const views = createAnalytics(store, () => period.to);
        const rows = store.file
          .prepare<string[], { userId: number }>(
            `SELECT user_id AS userId, count(*) AS calls, sum(input) AS input, sum(cached) AS cached,
               sum(output) AS output, sum(thinking) AS thinking, sum(s.cost) AS cost
             FROM conversations c JOIN conversation_stages s ON s.conversation_id = c.id
             WHERE organization_id = 1 AND substr(started_at, 1, 10) BETWEEN ? AND ?
             GROUP BY 1 ORDER BY cost DESC, calls DESC, userId`,
          )
          .all(period.from, period.to);
        const ranked = await views.byUser(1, period, { offset: 0, limit: 100 });
        expect(ranked).toEqual({ total: rows.length, people: rows });
        // Each page, and each page of some of them alone.
        for (const among of [undefined, new Set([1, 3])])
          for (const limit of [1, 2])
            for (let offset = 0; offset < 5; offset += limit) {
              const wanted = rows.filter(({ userId }) => among?.has(userId) ?? true);
              const page = await views.byUser(1, period, { offset, limit, among });
              expect(page.total).toBe(wanted.length);
              expect(page.people).toEqual(wanted.slice(offset, offset + limit));
            }
        for (const person of ranked.people)
          expect({ userId: person.userId, ...views.ofUser(1, person.userId, period) }).toEqual(
            person,
          );
      },
    ),
    { numRuns: 40 },
  );
});

it('closes each day that people asked something, but for the day that is not over', async () => {
  using folder = temporaryFolder();
  using store = openCosts(folder.path);
  const ledger = createLedger(store);
  const asking = (day: string, organizationId = 1) =>
    ledger.settle(
      conversation({ userId: 1, organizationId, day, calls: [{ input: 1, cost: 1 }] }, next++),
      null,
    );
  let next = 0;
  const closed = () =>
    store.file
      .prepare("SELECT organization_id || ' ' || day FROM org_user_closings ORDER BY 1")
      .pluck()
      .all();
  for (const day of ['2026-03-01', '2026-03-04', '2026-03-05']) await asking(day);
  await asking('2026-03-02', 2);
  await closeDays(
    createClosings(store),
    () => '2026-03-05',
    async () => undefined,
  );
  expect(closed()).toEqual(['1 2026-03-01', '1 2026-03-04', '2 2026-03-02']);
  await asking('2026-03-04');
  expect(closed()).toEqual(['1 2026-03-01', '2 2026-03-02']);
});

it('knows the sums of a store from before they were kept running', async () => {
  using folder = temporaryFolder();
  {
    const migrations = costsFile.migrations.slice(0, 2);
    using before = openStore(folder.path, { ...costsFile, migrations });
    const add = before.file.prepare(
      'INSERT INTO org_user_usage VALUES (1, ?, ?, 1, 10, 0, 5, 0, ?, 0, 0)',
    );
    for (const user of [1, 2]) {
      add.run('2026-03-01', user, 7 * user);
      add.run('2026-03-02', user, 8 * user);
      add.run('2026-03-04', user, 9 * user);
    }
  }
  using store = openCosts(folder.path);
  const views = createAnalytics(store, () => '2026-03-09');
  const period = { from: '2026-03-02', to: '2026-03-09' };
  const { people } = await views.byUser(1, period, { offset: 0, limit: 5 });
  expect(people.map(({ userId, cost }) => [userId, cost])).toEqual([
    [2, 34],
    [1, 17],
  ]);
});

it('lets others have their turn after each day of a store whose days were never closed', async () => {
  using folder = temporaryFolder();
  using store = openCosts(folder.path);
  const days = 60;
  store.file
    .prepare(
      `INSERT INTO org_user_usage
       WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT 1, date('2026-01-01', i || ' days'), i % 3, 1, 10, 0, 5, 0, 7, 0, 0 FROM n`,
    )
    .run(days);
  const clock = createTestClock({ start: Date.parse('2026-01-01') + days * 86_400_000 });
  const views = createAnalytics(store, () => isoTime(clock).slice(0, 10));
  let turns = 0;
  const others = new AbortController();
  const counting = (async () => {
    for (; !others.signal.aborted; turns += 1) await setImmediate();
  })();
  const period = { from: '2026-01-01', to: isoTime(clock).slice(0, 10) };
  const { people } = await views.byUser(1, period, { offset: 0, limit: 3 });
  others.abort();
  await counting;
  expect(people.reduce((sum, { calls }) => sum + calls, 0)).toBe(days + 1);
  expect(turns).toBeGreaterThanOrEqual(days);
  // Once closed, it is read at once.
  expect(createClosings(store).closeOne(period.to)).toBe(false);
});

it('ranks on where no day can be closed', async () => {
  using folder = temporaryFolder();
  {
    using store = openCosts(folder.path);
    const ledger = createLedger(store);
    for (const day of ['2026-03-01', '2026-03-02'])
      await ledger.settle(
        conversation(
          { userId: 1, organizationId: 1, day, calls: [{ input: 1, cost: 1 }] },
          +day.slice(8),
        ),
        null,
      );
  }
  using store = readStore<CostsTables>(folder.path, costsFile);
  const views = createAnalytics(store, () => '2026-03-05');
  const period = { from: '2026-03-02', to: '2026-03-05' };
  const { people } = await views.byUser(1, period, { offset: 0, limit: 5 });
  expect(people).toMatchObject([{ userId: 1, calls: 1 }]);
});
