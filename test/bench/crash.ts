import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/main/sample/random.ts';
import { figure, type Scenario } from './bench.ts';
import { crashRounds } from './crash/rounds.ts';

/** `crash [--rounds N] [--seed N]`. */
export async function benchCrash(args: readonly string[]): Promise<Scenario> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const say = (text: string) => void process.stderr.write(`  ${text}\n`);
  say(`seed ${values.seed}`);
  const rounds = Number(values.rounds);
  const report = await crashRounds(rounds, createRandom(values.seed).next, say);
  const kinds = Object.entries(report.kinds).map(([kind, count]) => figure(`  ${kind}`, count, ''));
  return {
    name: `crash: kill -9 in ${rounds} rounds`,
    rows: [
      figure('rounds', rounds, ''),
      ...kinds,
      figure('starts that were killed as well', report.killedStarts, ''),
      figure('model calls', report.accounts.calls, ''),
      figure('of them cut off and billed at their worst', report.accounts.unknown, ''),
      figure('mails arrived', report.mails, ''),
      figure('anything lost, doubled, damaged or billed wrongly', report.wrong.length, '', 0),
      figure('load of the machine after', loadavg()[0] ?? 0, ''),
    ],
  };
}
