import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/main/sample/random.ts';
import { figure, type Scenario } from './bench.ts';
import { drawReport, scenarioOf } from './soak/report.ts';
import { soak } from './soak/run.ts';

/** `soak [--minutes N] [--people N] [--rate N] [--seed N] [--pictures FOLDER]`. */
export async function benchSoak(args: readonly string[]): Promise<Scenario> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '3' },
      people: { type: 'string', default: '200' },
      rate: { type: 'string', default: '6' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      pictures: { type: 'string', default: 'out/soak' },
    },
  });
  const say = (text: string) => void process.stderr.write(`  ${text}\n`);
  say(`seed ${values.seed}`);
  const seconds = Number(values.minutes) * 60;
  const before = loadavg()[0] ?? 0;
  const report = await soak({
    seconds,
    people: Number(values.people),
    channels: 10,
    rate: Number(values.rate),
    programRate: Number(values.rate) / 5,
    faults: { model: 0.05, telegram: 0.02, database: 0.01, hang: true },
    random: createRandom(values.seed).next,
    say,
  });
  for (const [name, list] of Object.entries(report.verdict))
    if (Array.isArray(list)) for (const line of list) say(`${name}: ${line}`);
  for (const path of drawReport(report, seconds, values.pictures)) say(path);
  const scenario = scenarioOf(report, seconds, Number(values.people));
  const rows = [
    ...scenario.rows,
    figure('load of the machine before', before, ''),
    figure('load of the machine after', loadavg()[0] ?? 0, ''),
  ];
  return { ...scenario, rows };
}
