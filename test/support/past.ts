import type { Call, Conversation } from '../../src/main/costs/call.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import { costOf } from '../../src/main/lib/money.ts';
import { openCosts } from '../../src/main/store/costs/costs.ts';

const dayMs = 86_400_000;
const prices = {
  'gemini-flash-latest': { input: 750_000_000, cachedInput: 75_000_000, output: 3_750_000_000 },
  'gemini-flash-lite-latest': {
    input: 300_000_000,
    cachedInput: 30_000_000,
    output: 2_500_000_000,
  },
};
const questions = [
  'What were total sales by region last year?',
  'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟',
  'Top 5 customers by revenue',
  'Sales per month this year',
  'کل فروش به تفکیک منطقه در سال گذشته چقدر بود؟',
  'How many orders were returned last quarter?',
];

/** Weeks of use before today, so that pages have something to show. Always the same. */
export async function writePast(
  home: string,
  organizationId: number,
  people: readonly number[],
  now = Date.now(),
): Promise<void> {
  using store = openCosts(home);
  const ledger = createLedger(store);
  const all: Conversation[] = [];
  for (let day = 45; day >= 1; day -= 1) {
    const weekend = [5, 6].includes(new Date(now - day * dayMs).getUTCDay());
    const count = weekend ? 2 : 5 + ((day * 7) % 6);
    for (let n = 0; n < count; n += 1)
      all.push(asked(now - day * dayMs, day * 31 + n * 17, organizationId, people));
  }
  await Promise.all(all.map((one) => ledger.settle(one, null)));
}

/** One question of today that cost so much, nanodollars. */
export async function writeSpending(home: string, organizationId: number, cost: number) {
  using store = openCosts(home);
  const one = asked(Date.now(), 1, organizationId, []);
  const calls = one.calls.slice(0, 1).map((made) => ({ ...made, cost }));
  const startedAt = new Date().toISOString();
  await createLedger(store).settle({ ...one, startedAt, calls }, null);
}

/** Questions of one person, a minute ago and earlier; the last is the newest. */
export async function writeQuestions(
  home: string,
  organizationId: number,
  userId: number,
  questions: readonly string[],
): Promise<void> {
  using store = openCosts(home);
  const ledger = createLedger(store);
  for (const [at, question] of questions.entries()) {
    const one = asked(Date.now() - (questions.length - at) * 60_000, at, organizationId, [userId]);
    await ledger.settle({ ...one, userId, question, requestKey: `own:${userId}:${at}` }, null);
  }
}

function asked(
  at: number,
  seed: number,
  organizationId: number,
  people: readonly number[],
): Conversation {
  const failed = seed % 19 === 0;
  return {
    requestKey: `past:${at}:${seed}`,
    // The first ask most, as it goes.
    userId: people[Math.floor((((seed * 13) % 100) ** 2 / 10_000) * people.length)] ?? null,
    organizationId,
    channelId: null,
    door: 'telegram',
    chat: '1',
    databaseId: 1,
    question: questions[seed % questions.length] ?? '',
    way: 'sql',
    sql: null,
    text: null,
    outcome: failed ? 'error' : 'ok',
    errorCode: failed ? 'db_timeout' : null,
    rowCount: 5,
    startedAt: new Date(at - (seed % 600) * 60_000).toISOString(),
    elapsedMs: 900 + (seed % 2_000),
    calls: [
      call('summary', 'gemini-flash-latest', 900 + (seed % 700), 120 + (seed % 90)),
      call('answer', 'gemini-flash-lite-latest', 300 + (seed % 200), 60 + (seed % 70)),
    ],
  };
}

function call(
  stage: Call['stage'],
  model: keyof typeof prices,
  input: number,
  output: number,
): Call {
  const usage = { input, cached: input % 3 === 0 ? 256 : 0, output, thinking: output % 60 };
  const price = prices[model];
  const cost = costOf(usage, price);
  return { stage, attempt: 1, model, usage, price, cost, elapsedMs: 800, outcome: 'ok' };
}
