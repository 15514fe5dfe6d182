import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/main/lib/clock.ts';
import { EventQueue } from '../../src/main/lib/event-queue.ts';
import { TokenBuckets } from '../../src/main/lib/token-bucket.ts';
import { Turns } from '../../src/main/lib/turns.ts';

const never = new AbortController().signal;
const clockAt = (time: { ms: number }): Clock => ({
  now: () => time.ms,
  monotonic: () => time.ms,
  sleep: () => Promise.reject(new Error('nothing here sleeps')),
  after: () => {
    throw new Error('nothing here waits');
  },
});

describe('token buckets', () => {
  it('lets three pass, holds the fourth, and lets it pass a second later', () => {
    const time = { ms: 0 };
    const buckets = new TokenBuckets(clockAt(time), 1, 3);
    expect([1, 2, 3].map(() => buckets.take('sara'))).toEqual([0, 0, 0]);
    time.ms = 100;
    expect(buckets.take('sara')).toBe(900);
    expect(buckets.take('ahmad')).toBe(0);
    time.ms = 1_000;
    expect(buckets.take('sara')).toBe(0);
    expect(buckets.take('sara')).toBe(1_000);
  });
});

describe('turns', () => {
  it('serves one at a time in order, each line on its own', async () => {
    const turns = new Turns(5);
    const served: string[] = [];
    const serve = async (name: string) => {
      using _seat = await turns.take('sara', never);
      served.push(`${name} in`);
      await Promise.resolve();
      served.push(`${name} out`);
    };
    await Promise.all(['a', 'b', 'c'].map(serve));
    expect(served).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(turns.ahead('sara')).toBe(0);
  });

  it('turns the seventh away: one is served and five wait', async () => {
    const turns = new Turns(5);
    const seats = Array.from({ length: 6 }, () => turns.take('sara', never));
    expect(turns.ahead('sara')).toBe(6);
    await expect(turns.take('sara', never)).rejects.toMatchObject({ code: 'queue_full' });
    for (const seat of seats) (await seat)[Symbol.dispose]();
  });

  it('keeps the order when one who waits gives up', async () => {
    const turns = new Turns(5);
    const first = await turns.take('sara', never);
    const control = new AbortController();
    const second = turns.take('sara', control.signal);
    let thirdServed = false;
    const third = turns.take('sara', never).then((seat) => {
      thirdServed = true;
      return seat;
    });
    control.abort(new Error('gave up'));
    await expect(second).rejects.toThrow('gave up');
    expect(thirdServed).toBe(false);
    first[Symbol.dispose]();
    (await third)[Symbol.dispose]();
    expect(turns.ahead('sara')).toBe(0);
  });
});

describe('event queue', () => {
  it('hands over everything in order, whoever is faster, and then the error', async () => {
    const queue = new EventQueue<number>();
    queue.push(1);
    const read: number[] = [];
    const reader = (async () => {
      for await (const item of queue) read.push(item);
    })();
    queue.push(2);
    await Promise.resolve();
    queue.push(3);
    queue.fail(new Error('broke'));
    await expect(reader).rejects.toThrow('broke');
    expect(read).toEqual([1, 2, 3]);
  });
});
