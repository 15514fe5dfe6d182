import { describe, expect, it } from 'vitest';
import { createSemaphore } from '../../src/main/lib/semaphore.ts';

const never = new AbortController().signal;

describe('semaphore', () => {
  it('lets in as many as there are places, the rest in their order', async () => {
    const places = createSemaphore(2);
    const doors = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
    const entered: number[] = [];
    const runs = doors.map((door, index) =>
      places.run(() => {
        entered.push(index);
        return door.promise;
      }, never),
    );
    await Promise.resolve();
    expect([entered, places.running, places.waiting]).toEqual([[0, 1], 2, 2]);
    for (const [index, door] of doors.entries()) {
      door.resolve();
      await runs[index];
    }
    expect([entered, places.running, places.waiting]).toEqual([[0, 1, 2, 3], 0, 0]);
  });

  it('an abort leaves the queue and takes no place', async () => {
    const places = createSemaphore(1);
    const door = Promise.withResolvers<void>();
    const first = places.run(() => door.promise, never);
    const abort = new AbortController();
    const second = places.run(async () => 'never', abort.signal);
    const third = places.run(async () => 'third', never);
    abort.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    door.resolve();
    await first;
    expect(await third).toBe('third');
    expect(places.running).toBe(0);
  });

  it('a failure frees its place', async () => {
    const places = createSemaphore(1);
    await expect(places.run(() => Promise.reject(new Error('no')), never)).rejects.toThrow('no');
    expect(await places.run(async () => 'yes', never)).toBe('yes');
  });
});
