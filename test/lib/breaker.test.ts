import { describe, expect, it } from 'vitest';
import { Breaker } from '../../src/main/lib/breaker.ts';
import { createTestClock } from '../support/clock.ts';

function house() {
  const clock = createTestClock();
  const isOutage = (error: unknown) => error instanceof RangeError;
  const breaker = new Breaker({ clock, random: () => 0.5, isOutage, failures: 3, restMs: 1_000 });
  let asked = 0;
  const call = (error: Error | null, name = 'a') =>
    breaker.run(name, async () => {
      asked += 1;
      if (error) throw error;
      return 'well';
    });
  return { clock, breaker, call, asked: () => asked };
}

const down = new RangeError('down');

describe('a circuit breaker', () => {
  it('stops asking after outages in a row, tries once after its rest, and rests longer each time', async () => {
    const { clock, breaker, call, asked } = house();
    for (let n = 0; n < 3; n += 1) await expect(call(down)).rejects.toBe(down);
    await expect(call(null)).rejects.toBe(down);
    expect(asked()).toBe(3);
    expect(breaker.open()).toEqual(['a']);
    clock.advance(1_001);
    await expect(call(down)).rejects.toBe(down);
    clock.advance(1_001);
    await expect(call(null)).rejects.toBe(down);
    expect(asked()).toBe(4);
    clock.advance(1_001);
    expect(await call(null)).toBe('well');
    expect(await call(null)).toBe('well');
    expect(breaker.open()).toEqual([]);
  });

  it('lets one call through at its trial, not all that wait', async () => {
    const { clock, breaker, call } = house();
    for (let n = 0; n < 3; n += 1) await expect(call(down)).rejects.toBe(down);
    clock.advance(1_001);
    const gate = Promise.withResolvers<string>();
    const trial = breaker.run('a', () => gate.promise);
    await expect(call(null)).rejects.toBe(down);
    gate.resolve('back');
    expect(await trial).toBe('back');
    expect(await call(null)).toBe('well');
  });

  it('rests no longer for calls that had begun before it opened', async () => {
    const { clock, breaker, call } = house();
    const gates = Array.from({ length: 20 }, () => Promise.withResolvers<string>());
    const calls = gates.map(({ promise }) => breaker.run('a', () => promise));
    for (const gate of gates) gate.reject(down);
    for (const one of calls) await expect(one).rejects.toBe(down);
    clock.advance(1_001);
    expect(await call(null)).toBe('well');
  });

  it('minds neither errors that are no outage nor those of another name, and can be reset', async () => {
    const { breaker, call } = house();
    for (let n = 0; n < 9; n += 1)
      await expect(call(new Error('bad SQL'))).rejects.toThrow('bad SQL');
    for (let n = 0; n < 3; n += 1) await expect(call(down)).rejects.toBe(down);
    expect(await call(null, 'b')).toBe('well');
    breaker.reset('a');
    expect(await call(null)).toBe('well');
  });
});
