/**
 * `npm run bench -- [name … [--option value …]]`: measures beside a limit in the same run. One JSON
 * document on stdout, a table on stderr. Names pick scenarios; without any, all run but the long
 * ones, which take options.
 */
import { cpus } from 'node:os';
import { type Scenario, table } from './bench.ts';

const scenarios: Record<string, () => Promise<Scenario | Scenario[]>> = {
  knowledge: async () => (await import('./knowledge.ts')).benchKnowledge(),
  pipeline: async () => (await import('./pipeline.ts')).benchPipeline(),
  start: async () => (await import('./start.ts')).benchStart(),
  api: async () => (await import('./api.ts')).benchApi(),
  guard: async () => (await import('./guard.ts')).benchGuard(),
  bot: async () => (await import('./bot.ts')).benchBot(),
  ledger: async () => (await import('./ledger.ts')).benchLedger(),
  window: async () => (await import('./window.ts')).benchWindow(),
  costs: async () => (await import('./costs.ts')).benchCosts(),
  sources: async () => (await import('./sources.ts')).benchSources(),
};

/** Minutes each. */
const long: Record<string, (options: readonly string[]) => Promise<Scenario>> = {
  soak: async (options) => (await import('./soak.ts')).benchSoak(options),
  crash: async (options) => (await import('./crash.ts')).benchCrash(options),
};

const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('--'));
const asked = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);
const known = { ...scenarios, ...long };
const unknown = asked.filter((name) => !(name in known));
if (unknown.length > 0) {
  process.stderr.write(
    `no scenario ${unknown.join(', ')}; there are ${Object.keys(known).join(', ')}\n`,
  );
  process.exit(2);
}

const done: Scenario[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(scenarios)) {
  process.stderr.write(`${name} …\n`);
  const measured = await known[name]?.(options);
  if (measured) done.push(...[measured].flat());
}
process.stderr.write(`\n${table(done)}`);
const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length };
process.stdout.write(`${JSON.stringify({ machine, scenarios: done }, null, 2)}\n`);
