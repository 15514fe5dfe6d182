import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { systemClock } from '../../src/main/lib/clock.ts';
import { systemRandom } from '../../src/main/lib/random.ts';
import { createKeys } from '../../src/main/programs/keys.ts';
import { openManager } from '../../src/main/store/manager/manager.ts';
import { type Measured, startMeasured } from './api/process.ts';
import { figure, percentile, type Scenario, timeEach } from './bench.ts';

const model = 'openai/gpt-5-mini';
const connections = 16;
const rounds = 3;
const roundMs = 4_000;
/** Until the machine code, the caches and the young generation have their size. */
const warmRequests = 20_000;
const memoryRequests = 100_000;
const manyChannels = 10_000;

/**
 * `/v1/chat` whole and durable, beside bare proxies to the same model that check and keep nothing:
 * one that passes bodies on as they come, which is the limit, and the leanest that can be written
 * for bodies of this size.
 */
export async function benchApi(): Promise<Scenario[]> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'diwan-bench-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const upstream = stack.use(await startMeasured(['test/bench/api/upstream.ts']));
  const url = String(upstream.said.url);
  const [proxy, lean] = [
    stack.use(await startMeasured(['test/bench/api/proxy.ts', url])),
    stack.use(await startMeasured(['test/bench/api/proxy.ts', url])),
  ];
  const home = join(folder, 'few');
  const key = makeChannels(home, 1);
  const diwan = stack.use(await startDiwan(home, url));
  const asks = {
    proxy: stack.use(asker(`${proxy.said.url}/streams`, 'none', forModel)),
    lean: stack.use(asker(`${lean.said.url}/whole`, 'none')),
    diwan: stack.use(asker(`${diwan.said.api}/chat`, key)),
  };
  await driveCount(asks.proxy, warmRequests);
  await driveCount(asks.lean, warmRequests);
  const failed = await driveCount(asks.diwan, warmRequests);
  if (failed > 0) throw new Error(`of the first requests ${failed} failed`);
  const runs: Runs = { proxy: [], lean: [], diwan: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.proxy.push(await drive(asks.proxy, proxy, roundMs));
    runs.lean.push(await drive(asks.lean, lean, roundMs));
    runs.diwan.push(await drive(asks.diwan, diwan, roundMs));
  }
  const alone = {
    lean: percentile(await timeEach(400, (n) => asks.lean.one(n)), 0.5),
    diwan: percentile(await timeEach(400, (n) => asks.diwan.one(n)), 0.5),
  };
  await diwan.loopDelay();
  await drive(asks.diwan, diwan, 2 * roundMs);
  const held = await diwan.loopDelay();
  // At rest the heap shrinks: both ends are taken in the middle of the same work.
  await driveCount(asks.diwan, warmRequests);
  const before = diwan.memory();
  await driveCount(asks.diwan, memoryRequests);
  const grown = diwan.memory() - before;
  return [
    busy(runs),
    {
      name: '/v1/chat alone and over time',
      rows: [
        figure('leanest proxy, p50', alone.lean, 'ms'),
        figure('added by Diwan, p50', alone.diwan - alone.lean, 'ms', 4),
        figure(`memory grown over ${memoryRequests} more requests`, grown, 'MB', 30),
        figure('event loop held up while busy, p99', held.p99, 'ms', 20),
        figure('event loop held up while busy, longest', held.turn, 'ms', 20),
        figure('the same with the wait for the processor', held.max, 'ms'),
      ],
    },
    await benchManyChannels(folder, url),
  ];
}

type Runs = Record<'proxy' | 'lean' | 'diwan', Driven[]>;

function busy(runs: Runs): Scenario {
  const [proxy, lean, diwan] = [best(runs.proxy), best(runs.lean), best(runs.diwan)];
  const failed = runs.diwan.reduce((sum, run) => sum + run.failed, 0);
  return {
    name: `/v1/chat, ${connections} connections, durable, against a bare Hono + undici proxy`,
    rows: [
      figure('bare proxy', proxy.rate, 'requests/s'),
      figure('bare proxy of whole bodies', lean.rate, 'requests/s'),
      figure('Diwan', diwan.rate, 'requests/s'),
      figure('Diwan against bare', diwan.rate / proxy.rate, '×', 0.45, 'above'),
      figure('Diwan against bare of whole bodies', diwan.rate / lean.rate, '×'),
      figure('bare proxy, CPU', proxy.cpuMicros, 'µs/request'),
      figure('bare proxy of whole bodies, CPU', lean.cpuMicros, 'µs/request'),
      figure('Diwan, CPU', diwan.cpuMicros, 'µs/request'),
      figure('Diwan against bare, CPU', diwan.cpuMicros / proxy.cpuMicros, '×', 2),
      figure('Diwan against bare of whole bodies, CPU', diwan.cpuMicros / lean.cpuMicros, '×'),
      figure('failed', failed, 'requests', 0),
    ],
  };
}

/** The least disturbed round: others use the machine too. */
const best = (runs: readonly Driven[]): Driven => ({
  rate: Math.max(...runs.map((run) => run.rate)),
  cpuMicros: Math.min(...runs.map((run) => run.cpuMicros)),
  failed: 0,
});

interface Driven {
  rate: number;
  cpuMicros: number;
  failed: number;
}

interface Asker extends AsyncDisposable {
  /** Resolves with whether it was answered. */
  one(n: number): Promise<boolean>;
}

const text = 'What is the capital of Oman?';
/** What is passed on as it is must be what the model understands. */
const forModel = { model, messages: [{ role: 'user', content: text }] };

function asker(address: string, key: string, asked: object = { text }): Asker {
  const { origin, pathname } = new URL(address);
  const pool = new Pool(origin, { connections });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  return {
    one: async (n) => {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: pathname,
        headers,
        body: JSON.stringify({ user_id: `user-${n % 200}`, ...asked }),
      });
      await body.text();
      return statusCode === 200;
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

async function drive(ask: Asker, target: Measured, ms: number): Promise<Driven> {
  const cpu = target.cpuMs();
  const began = performance.now();
  let [done, failed] = [0, 0];
  const worker = async () => {
    while (performance.now() - began < ms) {
      if (!(await ask.one(done))) failed += 1;
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - began) / 1_000;
  return { rate: done / seconds, cpuMicros: ((target.cpuMs() - cpu) * 1_000) / done, failed };
}

/** Returns how many failed. */
async function driveCount(ask: Asker, count: number): Promise<number> {
  let [left, failed] = [count, 0];
  const worker = async () => {
    while (left-- > 0) if (!(await ask.one(left))) failed += 1;
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return failed;
}

/** Writes channels without limits in the way; returns the key of the first. */
function makeChannels(home: string, count: number): string {
  mkdirSync(home, { recursive: true });
  using store = openManager(home);
  const keys = createKeys({ store, clock: systemClock, random: systemRandom });
  const insert = store.prepare<{ id: number }, [string, string]>(
    `INSERT INTO channels (channel_id, title, access_type, default_model, rate_limit, max_history,
       monthly_quota, daily_quota, created_at, updated_at)
     VALUES (?, 'Bench', 'private', ?, 1000000, 4, 100000000, 10000000, '2026-01-01', '2026-01-01')
     RETURNING id`,
  );
  return store.transaction(() => {
    const issued = Array.from({ length: count }, (_, n) => {
      const id = insert.first(`bench-${n}`, model)?.id ?? 0;
      return keys.issue(id, null, 0).secret;
    });
    return issued[0] ?? '';
  });
}

/** As it is shipped. */
const startDiwan = (home: string, upstream: string): Promise<Measured> =>
  startMeasured(['out/main/headless.js', 'serve'], {
    DIWAN_HOME: home,
    DIWAN_SECRETS: 'file',
    DIWAN_VAULT_PASSPHRASE: 'a passphrase of the bench',
    DIWAN_LAN_PORT: '0',
    DIWAN_LAN_TLS: 'off',
    DIWAN_OWNER_PORT: '0',
    DIWAN_LOG_LEVEL: 'error',
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: upstream,
  });

async function benchManyChannels(folder: string, upstream: string): Promise<Scenario> {
  const homes = { few: join(folder, 'start-few'), many: join(folder, 'start-many') };
  makeChannels(homes.few, 1);
  makeChannels(homes.many, manyChannels);
  const starts = { few: [] as number[], many: [] as number[] };
  for (let round = 0; round < 5; round += 1) {
    for (const kind of ['few', 'many'] as const) {
      await using diwan = await startDiwan(homes[kind], upstream);
      starts[kind].push(diwan.startMs);
    }
  }
  const few = Math.min(...starts.few);
  const many = Math.min(...starts.many);
  return {
    name: `start with ${manyChannels} channels`,
    rows: [figure('with one channel', few, 'ms'), figure('more with all', many - few, 'ms', 50)],
  };
}
