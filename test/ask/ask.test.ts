import { describe, expect, it } from 'vitest';
import { planOutputTokens } from '../../src/main/ask/planning.ts';
import { askHouse, listen, sara } from '../support/ask-house.ts';
import { sqlModel } from '../support/sql-model.ts';

const byRegion =
  'SELECT region, SUM(total) AS sales FROM orders GROUP BY region ORDER BY sales DESC';
const stages = (answer: { receipt: { stages: { stage: string; attempt: number }[] } }) =>
  answer.receipt.stages.map(({ stage, attempt }) => `${stage} ${attempt}`);

describe('a question', () => {
  it('is planned, checked, run, explained and settled to the token', async () => {
    await using house = await askHouse(sqlModel(byRegion, 'North leads.'));
    const { events, answer } = await house.ask('Sales by region?');
    expect(
      events
        .map((event) => (event.type === 'stage' ? event.stage : event.type))
        .filter((type) => type !== 'text'),
    ).toEqual(['summary', 'query', 'answer', 'answer']);
    expect(answer).toMatchObject({
      way: 'sql',
      sql: byRegion,
      text: 'North leads.',
      language: 'en',
    });
    expect(answer.result?.rows).toHaveLength(3);
    expect(answer.receipt).toMatchObject({
      tables: ['orders'],
      rowCount: 3,
      cut: null,
      database: { name: 'Shop' },
    });
    expect(stages(answer)).toEqual(['summary 1', 'answer 1']);
    const handedOut = house.gemini.handedOut();
    const billed = house.costs.file
      .prepare(
        'SELECT sum(input) AS input, sum(cached) AS cached, sum(output) AS output, sum(thinking) AS thinking FROM org_stages_usage',
      )
      .get();
    expect(billed).toEqual(handedOut);
    expect(house.ledger.find('telegram:1:0')?.answer).toEqual({ ...answer, result: null });
  });

  it('sends the engine’s error back, twice at most, and bills every try', async () => {
    let plans = 0;
    await using house = await askHouse((call) =>
      call.json
        ? { json: { way: 'sql', sql: `SELECT missing_${plans++} FROM orders` } }
        : { text: 'never' },
    );
    await expect(house.ask('What is missing?')).rejects.toMatchObject({ code: 'db_engine_error' });
    expect(plans).toBe(3);
    expect(JSON.stringify(house.gemini.calls[2]?.messages)).toContain('no such column: missing_1');
    const settled = house.costs.file.prepare('SELECT outcome, error_code FROM conversations').get();
    expect(settled).toEqual({ outcome: 'error', error_code: 'db_engine_error' });
    const calls = house.costs.file.prepare('SELECT sum(calls) FROM model_usage').pluck().get();
    expect(calls).toBe(3);
  });

  it('mends a refused statement with the reason, and never runs it', async () => {
    const plans = ['DELETE FROM orders', 'SELECT count(*) AS orders FROM orders'];
    await using house = await askHouse((call) =>
      call.json ? { json: { way: 'sql', sql: plans.shift() } } : { text: 'There are 300 orders.' },
    );
    const { answer } = await house.ask('Remove all orders');
    expect(answer.result?.rows).toEqual([[300]]);
    expect(stages(answer)).toEqual(['summary 1', 'summary 2', 'answer 1']);
    expect(answer.doubtfulNumbers).toEqual([]);
  });

  it('flags numbers that nothing accounts for', async () => {
    await using house = await askHouse(
      sqlModel('SELECT count(*) AS orders FROM orders', 'There are 300 orders, worth 987,654.'),
    );
    const { answer } = await house.ask('How many orders?');
    expect(answer.doubtfulNumbers).toEqual(['987,654']);
  });

  it('asks once more when the plan is not JSON, then says so', async () => {
    await using house = await askHouse(() => ({ text: 'I would rather not.' }));
    await expect(house.ask('How many orders?')).rejects.toMatchObject({ code: 'model_bad_answer' });
    expect(house.gemini.count()).toBe(2);
  });

  it('answers in words without touching the database', async () => {
    await using house = await askHouse(() => ({
      json: { way: 'conversation', answer: 'Hello, Sara.' },
    }));
    const { answer } = await house.ask('Hello');
    expect(answer).toMatchObject({
      way: 'conversation',
      text: 'Hello, Sara.',
      sql: null,
      result: null,
    });
  });

  it('remembers the conversation for the follow-up, and forgets when told', async () => {
    await using house = await askHouse(sqlModel(byRegion, 'North leads.'));
    await house.ask('Sales by region?');
    await house.ask('And in 2024?');
    expect(house.gemini.calls[2]?.messages.map((message) => message.text)).toEqual([
      'Sales by region?',
      expect.stringContaining(byRegion),
      'And in 2024?',
    ]);
    house.asking.forget(sara);
    await house.ask('And in 2023?');
    expect(house.gemini.calls[4]?.messages).toHaveLength(1);
  });

  it('is answered and billed once, however often it is delivered', async () => {
    await using house = await askHouse(sqlModel(byRegion, 'North leads.'));
    const first = await house.ask('Sales?', { requestKey: 'telegram:7:7' });
    const again = await house.ask('Sales?', { requestKey: 'telegram:7:7' });
    expect(again.answer).toEqual({ ...first.answer, result: null });
    expect(house.gemini.count()).toBe(2);
  });

  it('is answered and billed once, also where it comes again before it is answered', async () => {
    await using house = await askHouse(sqlModel(byRegion, 'North leads.'));
    const [first, again] = await Promise.all(
      ['a', 'b'].map(() => house.ask('Sales?', { requestKey: 'window:7' })),
    );
    expect(again?.answer).toEqual({ ...first?.answer, result: null });
    const { input, output } = house.gemini.handedOut();
    const billed = house.costs.file
      .prepare('SELECT sum(input) AS input, sum(output) AS output FROM conversation_stages')
      .get();
    expect(billed).toEqual({ input, output });
    expect(house.gemini.count()).toBe(2);
  });

  it('keeps one person’s questions in line and lets others pass', async () => {
    const gate = Promise.withResolvers<void>();
    await using house = await askHouse(async (call) => {
      if (JSON.stringify(call.messages).includes('slow')) await gate.promise;
      return { json: { way: 'conversation', answer: 'done' } };
    });
    const order: string[] = [];
    const ask = (text: string, userId: number) =>
      house.ask(text, { as: { userId, turn: `user:${userId}` } }).then((told) => {
        order.push(text);
        return told;
      });
    const mine = [ask('slow', 1), ask('second', 1)];
    await ask('other', 2);
    gate.resolve();
    const [, second] = await Promise.all(mine);
    expect(order).toEqual(['other', 'slow', 'second']);
    expect(second?.events[0]).toEqual({ type: 'waiting', ahead: 1 });
  });

  it('is stopped by its person, at the database too, and settled with what it cost', async () => {
    const endless =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900000000) SELECT count(*) AS c FROM n, orders';
    await using house = await askHouse(sqlModel(endless, 'never'));
    house.settings.limits.timeoutMs = 60_000;
    const events = house.asking.ask(
      sara,
      house.question('Count forever'),
      new AbortController().signal,
    );
    const asked = (async () => {
      for await (const event of events) {
        if (event.type === 'stage' && event.stage === 'query')
          setImmediate(() => house.asking.cancel('user:1'));
      }
    })();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(house.costs.file.prepare('SELECT outcome FROM conversations').pluck().all()).toEqual([
      'cancelled',
    ]);
    house.gemini.script(sqlModel('SELECT count(*) AS orders FROM orders', '300 orders.'));
    expect((await house.ask('How many?')).answer.result?.rows).toEqual([[300]]);
  });

  it('costs its prompt at least where the model was cut off before it said anything', async () => {
    const asked = Promise.withResolvers<void>();
    await using house = await askHouse(() => {
      asked.resolve();
      return { hang: true };
    });
    const stopped = expect(house.ask('How many?')).rejects.toMatchObject({ code: 'cancelled' });
    await asked.promise;
    house.asking.cancel('user:1');
    await stopped;
    const [call] = house.costs.file.prepare('SELECT * FROM conversation_stages').all();
    const worst = Number(Object(call).price_output) * (planOutputTokens / 1e6);
    expect(call).toMatchObject({ outcome: 'unknown', input: 0, output: 0 });
    expect(Object(call).cost).toBeGreaterThan(0);
    expect(Object(call).cost).toBeLessThan(worst);
    const { spent } = house.costs.file
      .prepare("SELECT cost AS spent FROM spend WHERE scope = 'organization'")
      .get() as { spent: number };
    expect(spent).toBe(Object(call).cost);
  });

  it('stops a runaway query at its timeout while others are answered', async () => {
    const endless =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900000000) SELECT count(*) AS c FROM n, orders';
    await using house = await askHouse((call) => {
      const text = JSON.stringify(call.messages);
      if (!call.json) return { text: '300 orders.' };
      return {
        json: {
          way: 'sql',
          sql: text.includes('forever') ? endless : 'SELECT count(*) AS c FROM orders',
        },
      };
    });
    const stuck = house.ask('forever', { as: { turn: 'user:1' } });
    const timedOut = expect(stuck).rejects.toMatchObject({ code: 'db_timeout' });
    const { answer } = await house.ask('how many', { as: { userId: 2, turn: 'user:2' } });
    expect(answer.result?.rows).toEqual([[300]]);
    await timedOut;
  });

  it('is refused before any call when its budget can not hold the worst case', async () => {
    await using house = await askHouse(sqlModel(byRegion, 'North leads.'));
    house.budgets.set({ scope: 'organization', scopeId: 9, period: 'day', amount: 1_000 });
    await expect(house.ask('Sales?')).rejects.toMatchObject({ code: 'budget_exhausted' });
    expect(house.gemini.count()).toBe(0);
  });

  it('never spends more than the budget, with forty questions at once', async () => {
    await using house = await askHouse(sqlModel(byRegion, 'North leads.'));
    const budget = 120_000_000;
    house.budgets.set({ scope: 'organization', scopeId: 9, period: 'day', amount: budget });
    const ends = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        house.ask('Sales?', { as: { userId: n, turn: `user:${n}` } }),
      ),
    );
    const spent = Number(
      house.costs.file
        .prepare("SELECT sum(cost) FROM spend WHERE scope = 'organization'")
        .pluck()
        .get(),
    );
    expect(spent).toBeLessThanOrEqual(budget);
    expect(ends.filter((end) => end.status === 'fulfilled').length).toBeGreaterThan(0);
  });

  it('can be asked again after a shutdown cut it off, and the cut-off calls are billed', async () => {
    const held = Promise.withResolvers<void>();
    const house = await askHouse(async (call) => {
      if (!call.json) await held.promise;
      return call.json ? { json: { way: 'sql', sql: byRegion } } : { text: 'North leads.' };
    });
    try {
      const events = house.asking.ask(
        sara,
        house.question('Sales?', { requestKey: 'telegram:5:5' }),
        new AbortController().signal,
      );
      const asked = (async () => {
        for await (const event of events) {
          if (event.type === 'stage' && event.stage === 'answer')
            void house.asking[Symbol.asyncDispose]();
        }
      })();
      await expect(asked).rejects.toMatchObject({ code: 'shutting_down' });
      await house.asking[Symbol.asyncDispose]();
      expect(house.ledger.find('telegram:5:5')).toBeUndefined();
      const rows = house.costs.file.prepare('SELECT outcome FROM conversations').pluck().all();
      expect(rows).toEqual(['interrupted']);
      await expect(
        listen(house.asking.ask(sara, house.question('More?'), new AbortController().signal)),
      ).rejects.toMatchObject({ code: 'shutting_down' });
    } finally {
      held.resolve();
      await house[Symbol.asyncDispose]();
    }
  });
});
