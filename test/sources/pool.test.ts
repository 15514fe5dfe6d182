import { describe, expect, test } from 'vitest';
import { withDeadline } from '../../src/main/sources/deadline.ts';
import { Pool, type PoolDriver } from '../../src/main/sources/pool.ts';
import { createSlots } from '../../src/main/sources/slots.ts';
import { createTestClock } from '../support/clock.ts';

const anytime = () => new AbortController().signal;

/** Connections that only count themselves. */
class Counting implements PoolDriver<{ id: number }> {
  made = 0;
  open = 0;
  most = 0;
  lost: (() => void)[] = [];

  async connect(_signal: AbortSignal, lost: () => void): Promise<{ id: number }> {
    this.made += 1;
    this.open += 1;
    this.most = Math.max(this.most, this.open);
    this.lost.push(lost);
    return { id: this.made };
  }

  async close(): Promise<void> {
    this.open -= 1;
  }
}

function pools(count: number, limit: number, max = 8) {
  const clock = createTestClock();
  const slots = createSlots(limit);
  const drivers = Array.from({ length: count }, () => new Counting());
  const made = drivers.map((driver) => new Pool(driver, { clock, slots, max, idleMs: 60_000 }));
  return { clock, drivers, made };
}

/** A lease that lasts until it is let go. */
function hold(pool: Pool<{ id: number }>) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  const used = pool.use(anytime(), async ({ connection }) => {
    taken.resolve();
    await promise;
    return connection.id;
  });
  return { used, taken: taken.promise, letGo: resolve };
}

describe('a pool of connections', () => {
  test('uses one connection again for what comes after', async () => {
    const { drivers, made } = pools(1, 20);
    for (const _ of [1, 2, 3]) await made[0]?.use(anytime(), async () => undefined);
    expect(drivers[0]?.made).toBe(1);
  });

  test('opens as many as are needed at once, up to its own limit', async () => {
    const { drivers, made } = pools(1, 20, 3);
    const pool = made[0] as Pool<{ id: number }>;
    const leases = Array.from({ length: 5 }, () => hold(pool));
    for (const { letGo } of leases) letGo();
    await Promise.all(leases.map(({ used }) => used));
    expect(drivers[0]?.most).toBe(3);
  });

  test('closes what nobody used for a minute', async () => {
    const { clock, drivers, made } = pools(1, 20);
    await made[0]?.use(anytime(), async () => undefined);
    clock.advance(59_999);
    await Promise.resolve();
    expect(drivers[0]?.open).toBe(1);
    clock.advance(1);
    await Promise.resolve();
    expect(drivers[0]?.open).toBe(0);
  });

  test('does not keep a connection that was dropped, or died while idle', async () => {
    const { drivers, made } = pools(1, 20);
    await made[0]?.use(anytime(), async (lease) => lease.drop());
    expect(drivers[0]?.open).toBe(0);
    await made[0]?.use(anytime(), async () => undefined);
    drivers[0]?.lost.at(-1)?.();
    const id = await made[0]?.use(anytime(), async ({ connection }) => connection.id);
    expect(id).toBe(3);
  });

  test('one database’s idle connections make room for another’s', async () => {
    const { drivers, made } = pools(2, 2);
    const [first, second] = made as [Pool<{ id: number }>, Pool<{ id: number }>];
    const leases = [hold(first), hold(first)];
    for (const { letGo } of leases) letGo();
    await Promise.all(leases.map(({ used }) => used));
    expect(drivers[0]?.open).toBe(2);
    await second.use(anytime(), async () => undefined);
    expect(drivers.map(({ open }) => open)).toEqual([1, 1]);
  });

  test('who waits for room gets what another database lets go', async () => {
    const { drivers, made } = pools(2, 1);
    const [first, second] = made as [Pool<{ id: number }>, Pool<{ id: number }>];
    const { used, letGo } = hold(first);
    const waiting = second.use(anytime(), async ({ connection }) => connection.id);
    letGo();
    await used;
    expect(await waiting).toBe(1);
    expect(drivers.map(({ open }) => open)).toEqual([0, 1]);
  });

  test('who waits may give up', async () => {
    const { made } = pools(2, 1);
    const [first, second] = made as [Pool<{ id: number }>, Pool<{ id: number }>];
    const { used, letGo } = hold(first);
    const cancel = new AbortController();
    const waiting = second.use(cancel.signal, async () => 'never');
    cancel.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    letGo();
    await used;
    expect(await second.use(anytime(), async () => 'now')).toBe('now');
  });

  test('a failed connection gives its place back', async () => {
    const slots = createSlots(1);
    const clock = createTestClock();
    let fail = true;
    const driver: PoolDriver<string> = {
      connect: async () => {
        if (fail) throw new Error('refused');
        return 'open';
      },
      close: async () => undefined,
    };
    const pool = new Pool(driver, { clock, slots, max: 1, idleMs: 1 });
    await expect(pool.use(anytime(), async () => 1)).rejects.toThrow('refused');
    fail = false;
    expect(await pool.use(anytime(), async () => 2)).toBe(2);
  });

  test('ending waits for what is in use, closes all and lets nobody in', async () => {
    const { drivers, made } = pools(1, 20);
    const pool = made[0] as Pool<{ id: number }>;
    const { used, taken, letGo } = hold(pool);
    await taken;
    let ended = false;
    const ending = pool[Symbol.asyncDispose]().then(() => {
      ended = true;
    });
    await expect(pool.use(anytime(), async () => 1)).rejects.toMatchObject({
      code: 'shutting_down',
    });
    expect(ended).toBe(false);
    letGo();
    await Promise.all([used, ending]);
    expect(drivers[0]?.open).toBe(0);
  });
});

describe('a deadline', () => {
  test('tells a timeout from a cancel, and lets other failures be', async () => {
    const clock = createTestClock();
    const never = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const slow = withDeadline(clock, 1_000, anytime(), never);
    clock.advance(1_000);
    await expect(slow).rejects.toMatchObject({ code: 'db_timeout', params: { seconds: 1 } });
    const cancel = new AbortController();
    const work = withDeadline(clock, 60_000, cancel.signal, never);
    cancel.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    const broken = () => Promise.reject(new Error('broken'));
    await expect(withDeadline(clock, 60_000, anytime(), broken)).rejects.toThrow('broken');
  });
});
