import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createQuotas, type Place } from '../../../src/main/programs/quotas.ts';
import { MinuteBuckets } from '../../../src/main/programs/rate.ts';
import { createUseReport } from '../../../src/main/programs/use-report.ts';
import { type ManagerStore, openManager } from '../../../src/main/store/manager/manager.ts';
import { type ApiHouse, apiHouse, type Said } from '../../support/api-house.ts';
import { createTestClock } from '../../support/clock.ts';
import { temporaryFolder } from '../../support/folder.ts';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse(() => ({ text: 'Fine.' }));
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(() => house.models.script(() => ({ text: 'Fine.' })));

const statuses = (said: readonly Said[]) =>
  Object.fromEntries([...Map.groupBy(said, ({ status }) => status)].map(([k, v]) => [k, v.length]));

/** Nobody asks in Telegram here. */
const reportOf = (store: ManagerStore) =>
  createUseReport(store, { byModel: () => [], byDay: () => [] });

describe('the pace', () => {
  it('lets a user ask rate_limit times, then says when to come back', async () => {
    const program = await house.channel({ rate_limit: 3 });
    const said: Said[] = [];
    for (let n = 0; n < 4; n += 1) said.push(await program.chat('alice', `${n}`));
    expect(said.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const remaining = said.map(({ headers }) => headers.get('x-ratelimit-remaining'));
    expect(remaining).toEqual(['2', '1', '0', '0']);
    const last = said[3];
    expect(last?.json).toMatchObject({ success: false, error: 'rate_limit_exceeded' });
    expect(last?.headers.get('x-ratelimit-limit')).toBe('3');
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(20);
    const reset = Number(last?.headers.get('x-ratelimit-reset')) - Date.now() / 1_000;
    expect(reset).toBeGreaterThan(0);
    expect(reset).toBeLessThanOrEqual(61);
    expect((await program.chat('bob', 'Hello')).status).toBe(200);
  });

  it('is not evaded by inventing users', async () => {
    const program = await house.channel({ rate_limit: 2 });
    const said = await Promise.all(
      Array.from({ length: 30 }, (_, n) => program.chat(`user-${n}`, 'Hello')),
    );
    expect(statuses(said)).toEqual({ 200: 10, 429: 20 });
  });

  it('survives a restart', async () => {
    const program = await house.channel({ rate_limit: 3 });
    for (const text of ['one', 'two', 'three']) await program.chat('alice', text);
    await house.restart();
    expect((await program.chat('alice', 'four')).status).toBe(429);
    expect((await program.chat('bob', 'one')).status).toBe(200);
  });

  it('gives out the bucket and its refill, never more', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), steps, (perMinute, waits) => {
        const clock = createTestClock();
        const buckets = new MinuteBuckets(clock);
        let [taken, passed] = [0, 0];
        for (const wait of waits) {
          clock.advance(wait);
          passed += wait;
          const pace = buckets.take('a', perMinute);
          if (pace.waitMs === 0) taken += 1;
          else expect(pace.waitMs).toBeLessThanOrEqual(60_000 / perMinute + 1);
        }
        expect(taken).toBeLessThanOrEqual(perMinute + (passed * perMinute) / 60_000 + 1e-6);
      }),
    );
  });
});

describe('quotas', () => {
  it('let exactly 100 of 200 at once pass', async () => {
    const program = await house.channel({ daily_quota: 100 });
    const said = await Promise.all(
      Array.from({ length: 200 }, (_, n) => program.chat(`user-${n % 20}`, 'Hello')),
    );
    expect(statuses(said)).toEqual({ 200: 100, 429: 100 });
    const refused = said.find(({ status }) => status === 429);
    expect(refused?.json.error).toBe('quota_exceeded');
    expect(refused?.headers.get('x-ratelimit-limit')).toBe('100');
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0');
    const resets = said
      .filter(({ status }) => status === 429)
      .map(({ headers }) => headers.get('x-ratelimit-reset'));
    // Midnight, UTC, in all of them.
    expect(resets.filter((reset) => Number(reset) % 86_400 !== 0)).toEqual([]);
    expect(refused?.json.response).toBe(
      'Today’s quota of 100 requests is used up. It starts anew at midnight, UTC.',
    );
    const wait = Number(refused?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(86_400);
    await house.restart();
    expect((await program.chat('alice', 'Hello')).status).toBe(429);
    expect((await program.chat('alice', '/status')).status).toBe(200);
  });

  it('take back what a failed question had reserved', async () => {
    const program = await house.channel({ monthly_quota: 2 });
    house.models.script(() => ({ status: 401, message: 'no' }));
    for (let n = 0; n < 3; n += 1) expect((await program.chat('alice', 'Hi')).status).toBe(503);
    house.models.script(() => ({ text: 'Fine.' }));
    const said: Said[] = [];
    for (let n = 0; n < 3; n += 1) said.push(await program.chat('alice', 'Hi'));
    expect(said.map(({ status }) => status)).toEqual([200, 200, 429]);
    const { json } = await house.admin('GET', `/channels?channel_id=${program.channelId}`);
    expect(json.channels[0].usage.requests).toEqual({
      total: 5,
      successful: 2,
      failed: 3,
      success_rate: 40,
    });
  });

  it('hold budgets, too', async () => {
    const program = await house.channel({ daily_budget: 0.000_001 });
    const { status, json, headers } = await program.chat('alice', 'Hello');
    expect([status, json.error]).toEqual([429, 'quota_exceeded']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('never let more than the limit be open or answered, whatever the order of ends', () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const ends = fc.array(fc.constantFrom('take', 'keep', 'giveBack'), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), ends, (daily, steps) => {
        const quotas = createQuotas(reportOf(store), createTestClock());
        const open: Place[] = [];
        let kept = 0;
        for (const step of steps) {
          if (step === 'take') {
            const found = quotas.take(1, { daily, monthly: null });
            expect('keep' in found).toBe(open.length + kept < daily);
            if ('keep' in found) open.push(found);
            continue;
          }
          const place = open.shift();
          place?.[step]();
          place?.giveBack();
          if (place && step === 'keep') kept += 1;
        }
        expect(quotas.used(1).day).toBe(kept);
      }),
    );
  });

  it('start anew with the next UTC day and month', () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const clock = createTestClock({ start: Date.UTC(2026, 0, 31, 23, 59, 59) });
    const quotas = createQuotas(reportOf(store), clock);
    const take = () => quotas.take(1, { daily: 1, monthly: 1 });
    const first = take();
    if ('keep' in first) first.keep();
    expect(take()).toMatchObject({ period: 'month', waitMs: 1_000 });
    clock.advance(1_000);
    expect(take()).toHaveProperty('keep');
  });
});
