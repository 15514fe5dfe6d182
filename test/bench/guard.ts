import { guards } from '../../src/main/sources/guard/guards.ts';
import { openRules } from '../../src/main/sources/guard.ts';
import { type Corpus, corpora, statements } from '../sources/guard/corpus/corpus.ts';
import { type Figure, figure, percentile, type Scenario, timeEach } from './bench.ts';

async function acceptedShare({ dialect }: Corpus, list: readonly string[]): Promise<number> {
  let accepted = 0;
  for (const sql of list) if ((await guards[dialect](sql, openRules)).ok) accepted += 1;
  return (100 * accepted) / list.length;
}

async function measure(corpus: Corpus): Promise<Figure[]> {
  const { dialect } = corpus;
  const honest = statements(corpus.honest);
  const attacks = statements(corpus.attacks);
  const accepted = await acceptedShare(corpus, honest);
  const refused = 100 - (await acceptedShare(corpus, attacks));
  // The rates have warmed the parser. Each query's fastest of five: the machine is shared.
  const runs: number[][] = [];
  for (let round = 0; round < 5; round += 1)
    runs.push(await timeEach(honest.length, (n) => guards[dialect](honest[n] ?? '', openRules)));
  const taken = honest.map((_, n) => Math.min(...runs.map((run) => run[n] ?? Number.NaN)));
  return [
    figure(`${dialect}: ${honest.length} honest queries accepted`, accepted, '%', 99, 'above'),
    figure(`${dialect}: ${attacks.length} attacks refused`, refused, '%', 100, 'above'),
    figure(`${dialect}: time, p50`, percentile(taken, 0.5), 'ms', 1),
    figure(`${dialect}: time, p99`, percentile(taken, 0.99), 'ms', 10),
  ];
}

/** The guard over the project's own corpus: what it lets pass, and how fast. */
export async function benchGuard(): Promise<Scenario> {
  const rows: Figure[] = [];
  for (const corpus of corpora) rows.push(...(await measure(corpus)));
  return { name: 'guard: statements judged before they are sent', rows };
}
