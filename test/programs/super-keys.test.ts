import { expect, it } from 'vitest';
import { createSuperKeys } from '../../src/main/programs/super-keys.ts';
import { createTestClock } from '../support/clock.ts';
import { thrown } from '../support/errors.ts';

const key = 'the-right-key-of-the-test';

function door() {
  const clock = createTestClock();
  const slowed: string[] = [];
  const opens = createSuperKeys({ keys: [key], clock, slowed: (from) => void slowed.push(from) });
  const wrong = (address: string, times: number) => {
    for (let n = 0; n < times; n += 1) expect(opens('a-wrong-key', address)).toBe(false);
  };
  return { clock, slowed, opens, wrong };
}

it('lets an address guess five times, then once in ten seconds, and nobody pays for another', () => {
  const { clock, slowed, opens, wrong } = door();
  wrong('10.0.0.1', 5);
  expect(thrown(() => opens(key, '10.0.0.1'))).toBe('rate_limited');
  expect(opens(key, '10.0.0.2')).toBe(true);
  clock.advance(10_000);
  wrong('10.0.0.1', 1);
  expect(thrown(() => opens('a-wrong-key', '10.0.0.1'))).toBe('rate_limited');
  expect(slowed).toEqual(['10.0.0.1']);
});

it('begins anew with a right key, and a quarter of an hour after the last wrong one', () => {
  const { clock, opens, wrong } = door();
  wrong('10.0.0.1', 4);
  expect(opens(key, '10.0.0.1')).toBe(true);
  wrong('10.0.0.1', 5);
  clock.advance(15 * 60_000);
  wrong('10.0.0.1', 5);
});

it('remembers so many addresses and no more', () => {
  const { opens, wrong } = door();
  wrong('10.0.0.1', 5);
  for (let n = 0; n < 10_000; n += 1) opens('a-wrong-key', `2001:db8::${n}`);
  expect(opens(key, '10.0.0.1')).toBe(true);
});
