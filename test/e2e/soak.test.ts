import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/main/sample/random.ts';
import { type SoakReport, soak } from '../bench/soak/run.ts';

const seed = String(Math.floor(Math.random() * 1_000_000));

const tokens = ({ input, output }: SoakReport['verdict']['billed']) => ({ input, output });

describe('a crowd, while models, Telegram and a database fail now and then', () => {
  it(`is answered: nothing lost, doubled, mixed up or billed wrongly (seed ${seed})`, async () => {
    const report = await soak({
      seconds: 12,
      people: 30,
      channels: 4,
      rate: 5,
      programRate: 2,
      faults: { model: 0.08, telegram: 0.04, database: 0.03, hang: false },
      random: createRandom(seed).next,
      say: () => undefined,
    });
    const { handedOut, billed, ...rest } = report.verdict;
    expect(rest).toEqual({
      lost: [],
      doubled: [],
      mixed: [],
      wrong: [],
      unasked: [],
      mailsTwice: [],
      unknownCalls: 0,
      damaged: [],
    });
    expect(tokens(billed)).toEqual(tokens(handedOut));
    expect(report.acts.filter(({ end }) => end === 'answered').length).toBeGreaterThan(20);
    expect(report.refusedByLimits).toBe(0);
    expect(report.chain).toMatchObject({ code: 0 });
  });
});
