import { describe, expect, it } from 'vitest';
import { crashRounds } from './crash-rounds.ts';

describe('kill -9 at random moments of a question', () => {
  it('loses no question, bills none twice, damages no file', async () => {
    const report = await crashRounds(8, Math.random);
    expect(report.damaged).toEqual([]);
    expect(report.billedTwice).toBe(0);
    expect(report.answered).toBeGreaterThanOrEqual(report.asked);
    // What the ledger does not know to the token belongs to calls that the kill cut off, and each
    // of those stands in it at its worst.
    expect(report.unaccounted).toBeGreaterThanOrEqual(0);
    if (report.unaccounted > 0) expect(report.unknownCalls).toBeGreaterThan(0);
  }, 120_000);
});
