import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/main/sample/random.ts';
import { crashRounds } from '../bench/crash/rounds.ts';

const seed = String(Math.floor(Math.random() * 1_000_000));

describe('kill -9 at random moments of every kind of act', () => {
  it(`loses nothing, doubles nothing, damages nothing (seed ${seed})`, async () => {
    const report = await crashRounds(10, createRandom(seed).next, () => undefined);
    expect(report.wrong).toEqual([]);
    expect(Object.keys(report.kinds)).toHaveLength(9);
    expect(report.accounts.calls).toBeGreaterThan(3);
  });
});
