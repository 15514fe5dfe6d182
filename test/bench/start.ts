import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder.ts';
import { serve } from '../support/serve.ts';
import { createShop } from '../support/shop.ts';
import { figure, percentile, type Scenario } from './bench.ts';

/** Headless start until `ready`, beside a bare Node; and memory when nothing happens. */
export async function benchStart(): Promise<Scenario> {
  using folder = temporaryFolder();
  createShop(join(folder.path, 'shop.sqlite'));
  const env = {
    DIWAN_HOME: join(folder.path, 'home'),
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder.path, 'shop.sqlite')}`,
    DIWAN_LOG_LEVEL: 'error',
  };
  const cold = await startMs(env);
  const warm: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    bare.push(bareNodeMs());
    warm.push(await startMs(env));
  }
  const node = percentile(bare, 0.5);
  const ready = percentile(warm, 0.5);
  return {
    name: 'start: headless until ready',
    rows: [
      figure('bare Node', node, 'ms'),
      figure('first start, empty data folder', cold, 'ms'),
      figure('warm start', ready, 'ms', 600),
      figure('warm start against bare Node', ready / node, '×'),
      figure('idle memory (resident)', await idleMegabytes(env), 'MB', 140),
    ],
  };
}

async function startMs(env: Record<string, string>): Promise<number> {
  const began = performance.now();
  await using served = await serve(env);
  const elapsed = performance.now() - began;
  await served.stop();
  return elapsed;
}

function bareNodeMs(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

async function idleMegabytes(env: Record<string, string>): Promise<number> {
  await using served = await serve(env);
  await new Promise((done) => setTimeout(done, 3_000));
  const status = readFileSync(`/proc/${served.ready.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
}
