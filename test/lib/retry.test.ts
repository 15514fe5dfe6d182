import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retry } from '../../src/main/lib/retry.ts';
import { createTestClock } from '../support/clock.ts';

const never = new AbortController().signal;
const failing = () => Promise.reject(new Error('down'));

describe('retry', () => {
  it('doubles the room for chance and gives up after its attempts', async () => {
    const clock = createTestClock({ skipBelow: 1e9 });
    const options = { clock, random: () => 1, signal: never, deadlineMs: 1e6, attempts: 5 };
    const work = retry(failing, () => ({ afterMs: null }), options);
    await expect(work).rejects.toThrow('down');
    expect(clock.slept).toEqual([500, 1000, 2000, 4000]);
  });

  it('keeps a wait that was asked for, plus jitter of one base', async () => {
    const clock = createTestClock({ skipBelow: 1e9 });
    let tries = 0;
    const work = async () => {
      if (++tries < 3) throw new Error('busy');
      return 'done';
    };
    const options = { clock, random: () => 0.5, signal: never, deadlineMs: 1e6, baseMs: 100 };
    expect(await retry(work, () => ({ afterMs: 7_000 }), options)).toBe('done');
    expect(clock.slept).toEqual([7_050, 7_050]);
  });

  it('does not begin a wait that would pass the deadline', async () => {
    const clock = createTestClock({ skipBelow: 1e9 });
    const options = { clock, random: () => 0, signal: never, deadlineMs: 10_000 };
    await expect(retry(failing, () => ({ afterMs: 10_000 }), options)).rejects.toThrow('down');
    expect(clock.slept).toEqual([]);
  });

  it('stops at once when told to', async () => {
    const clock = createTestClock({ skipBelow: 1e9 });
    let tries = 0;
    const work = () => {
      tries++;
      return failing();
    };
    const options = { clock, random: () => 0, signal: never, deadlineMs: 1e6 };
    await expect(retry(work, () => 'stop', options)).rejects.toThrow('down');
    expect(tries).toBe(1);
  });

  it('ends its wait when aborted', async () => {
    const clock = createTestClock();
    const abort = new AbortController();
    const options = { clock, random: () => 1, signal: abort.signal, deadlineMs: 1e6 };
    const work = retry(failing, () => ({ afterMs: 5_000 }), {
      ...options,
      onWait: () => queueMicrotask(() => abort.abort(new Error('enough'))),
    });
    await expect(work).rejects.toThrow('enough');
  });

  it('never waits past its deadline, whatever chance says', async () => {
    const property = fc.asyncProperty(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 60_000 }),
      async (chance, deadlineMs) => {
        const clock = createTestClock({ skipBelow: 1e9 });
        const options = { clock, random: () => chance, signal: never, deadlineMs, attempts: 50 };
        await retry(failing, () => ({ afterMs: null }), options).catch(() => undefined);
        expect(clock.monotonic()).toBeLessThan(deadlineMs);
      },
    );
    await fc.assert(property, { numRuns: 50 });
  });
});
