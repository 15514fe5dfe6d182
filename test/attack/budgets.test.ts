import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Budget } from '../../src/main/costs/budgets.ts';
import { type Clock, systemClock } from '../../src/main/lib/clock.ts';
import { sayError } from '../../src/main/lib/i18n.ts';
import { worstUsage } from '../../src/main/model/estimate.ts';
import type { ModelReply, ModelRequest, Models } from '../../src/main/model/model.ts';
import { type AskHouse, askHouse } from '../support/ask-house.ts';

const plan = JSON.stringify({ way: 'sql', sql: 'SELECT count(*) AS orders FROM orders' });

/** A model that uses every token it may; `first` is what it says to a plan before it is asked again. */
function greedy(first: (number: number) => string, share = () => 1): Models {
  let plans = 0;
  const next = () => {
    plans += 1;
    return plans;
  };
  const reply = (request: ModelRequest, text: string): ModelReply => {
    const { input, output } = worstUsage(request);
    const usage = { input, cached: 0, output: Math.round(output * share()), thinking: 0 };
    return { text, usage, elapsedMs: 0 };
  };
  const plain = (request: ModelRequest) => (request.messages.length > 1 ? plan : first(next()));
  return {
    generate: async (request) => reply(request, plain(request)),
    stream: async (request) => reply(request, 'There are 300 orders.'),
    list: async () => [],
    keyMissing: async () => null,
  };
}

const payer = { userId: 5, organizationId: 9, channelId: 4 };
const scopes = [
  { scope: 'organization', scopeId: 9 },
  { scope: 'user', scopeId: 5 },
  { scope: 'channel', scopeId: 4 },
  { scope: 'appliance', scopeId: 0 },
] as const;
const budgets = scopes.flatMap((one) =>
  (['day', 'month'] as const).map((period) => ({ ...one, period })),
);

/** A crowded machine may hold the database's process back: a timeout would be no refusal. */
async function patient(models: Models, clock?: Clock): Promise<AskHouse> {
  const house = await askHouse(() => ({}), models, clock);
  house.settings.limits.timeoutMs = 60_000;
  return house;
}

type Key = Omit<Budget, 'amount'>;
const spent = (house: AskHouse) => house.budgets.list()[0]?.spent ?? 0;

/** What a question costs here, and what is set aside for it. */
async function measured(house: AskHouse, key: Key) {
  house.budgets.set({ ...key, amount: Number.MAX_SAFE_INTEGER });
  let reserved = 0;
  const asked = house.asking.ask(asker(-1), house.question('How many?'), signal);
  for await (const event of asked)
    if (event.type === 'stage') reserved = house.budgets.list()[0]?.reserved ?? 0;
  const cost = spent(house);
  house.costs.file.exec('DELETE FROM spend');
  return { cost, reserved };
}

const { signal } = new AbortController();
const asker = (n: number) =>
  ({ ...payer, turn: `line:${n}`, chat: '1', door: 'web', name: 'x', language: 'en' }) as const;

let chats = 0;
const nextChat = () => {
  chats += 1;
  return String(chats);
};
const atOnce = (house: AskHouse, count: number) =>
  Promise.allSettled(
    Array.from({ length: count }, (_, n) =>
      house.ask('How many?', { as: { ...asker(n), chat: nextChat() } }),
    ),
  );

const refusals = (ends: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []));

describe.each(budgets)('a budget for ten questions: $scope, $period', (key) => {
  it('answers ten of two hundred at once and spends not a nanodollar more', async () => {
    await using house = await patient(greedy(() => plan));
    const { cost, reserved } = await measured(house, key);
    const amount = 9 * cost + reserved;
    house.budgets.set({ ...key, amount });
    const ends = await atOnce(house, 200);
    expect(refusals(ends)).toEqual(Array(190).fill('budget_exhausted'));
    expect(house.budgets.list()).toMatchObject([{ spent: 10 * cost, reserved: 0 }]);
    expect(spent(house)).toBeLessThanOrEqual(amount);
  });
});

describe('whatever a question turns out to cost', () => {
  it('is within the budget, and only what could not have fitted was refused', async () => {
    await using house = await patient(
      greedy(
        // Every third plan is no JSON at first: the money for a repair is set aside, too.
        (number) => (number % 3 === 0 ? 'not JSON' : plan),
        Math.random,
      ),
    );
    const key = { scope: 'organization', scopeId: 9, period: 'day' } as const;
    const { reserved } = await measured(house, key);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 12 * reserved }), async (amount) => {
        house.costs.file.exec('DELETE FROM spend');
        house.budgets.set({ ...key, amount });
        const ends = await atOnce(house, 30);
        expect(spent(house)).toBeLessThanOrEqual(amount);
        // A repair needs as much as its plan once more, and a little for the words about it.
        if (refusals(ends).length > 0)
          expect(spent(house) + 2.1 * reserved).toBeGreaterThan(amount);
        expect(house.budgets.list()).toMatchObject([{ reserved: 0 }]);
      }),
      { numRuns: 12 },
    );
  });
});

const dayMs = 24 * 3_600_000;

/** The real clock, an hour before a UTC month's end; `jump` sets its date. */
function lateClock(): Clock & { jump(ms: number): void } {
  let set = Date.UTC(2030, 5, 30, 23) - systemClock.now();
  return {
    ...systemClock,
    now: () => systemClock.now() + set,
    jump: (ms) => {
      set += ms;
    },
  };
}

const spentOn = (house: AskHouse, days: string) =>
  house.costs.file
    .prepare("SELECT ifnull(sum(cost), 0) FROM spend WHERE scope = 'user' AND day LIKE ?")
    .pluck()
    .get(days);

describe.each([
  { period: 'day', days: '2030-06-30' },
  { period: 'month', days: '2030-06-%' },
] as const)('a $period that ends while questions are under way', ({ period, days }) => {
  const key = { scope: 'user', scopeId: 5, period } as const;

  it('lets none in that is billed on it and has no room there', async () => {
    const clock = lateClock();
    const models = greedy(() => plan);
    let planning = async (): Promise<void> => undefined;
    const slow: Models = {
      ...models,
      generate: (request) => planning().then(() => models.generate(request)),
    };
    await using house = await patient(slow, clock);
    const { cost, reserved } = await measured(house, key);
    house.budgets.set({ ...key, amount: reserved });
    // By the time the first one's plan is made, the second has begun and waits for its money.
    planning = async () => clock.jump(2 * 3_600_000);
    expect(refusals(await atOnce(house, 2))).toEqual(['budget_exhausted']);
    expect(spentOn(house, days)).toBe(cost);
  });

  it('affords no repair out of the next one', async () => {
    const clock = lateClock();
    let planning = () => plan;
    await using house = await patient(
      greedy(() => planning()),
      clock,
    );
    const { cost, reserved } = await measured(house, key);
    house.budgets.set({ ...key, amount: cost + reserved });
    expect(refusals(await atOnce(house, 1))).toEqual([]);
    planning = () => {
      clock.jump(2 * 3_600_000);
      return 'not JSON';
    };
    expect(refusals(await atOnce(house, 1))).toEqual(['budget_exhausted']);
    expect(spentOn(house, days)).toBeLessThanOrEqual(cost + reserved);
  });
});

describe('a clock set back within a month', () => {
  it('gives back nothing of what the month has cost', async () => {
    const clock = lateClock();
    await using house = await patient(
      greedy(() => plan),
      clock,
    );
    const key = { scope: 'user', scopeId: 5, period: 'month' } as const;
    const { reserved } = await measured(house, key);
    house.budgets.set({ ...key, amount: reserved });
    expect(refusals(await atOnce(house, 1))).toEqual([]);
    clock.jump(-3 * dayMs);
    expect(refusals(await atOnce(house, 1))).toEqual(['budget_exhausted']);
  });
});

describe('a refusal', () => {
  it.each(scopes)('for the $scope says who can raise it', async ({ scope, scopeId }) => {
    await using house = await patient(greedy(() => plan));
    house.budgets.set({ scope, scopeId, period: 'day', amount: 1 });
    const refused = await house.ask('How many?', { as: asker(1) }).catch((error: unknown) => error);
    const { message } = sayError('en', refused);
    expect(message).toMatch(/owner of your organization|runs this machine|runs the channel/);
    expect(message).toContain('can raise it');
  });
});
