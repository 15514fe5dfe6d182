/** Real servers and files: a capped read, a runaway query, a schema of a thousand tables. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import type { CheckedSql, Source } from '../../src/main/sources/source.ts';
import { createSources } from '../../src/main/sources/sources.ts';
import { startMariaDb } from '../support/servers/mariadb.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import { type Figure, figure, percentile, type Scenario, timeEach } from './bench.ts';

const limits = { timeoutMs: 30_000, maxRows: 1_000, maxBytes: 4_000_000 };
const anytime = (): AbortSignal => new AbortController().signal;
/** The bench asks the engine itself; the guard has a bench of its own. */
const forged = (sql: string): CheckedSql => sql as CheckedSql;

interface Subject extends AsyncDisposable {
  name: string;
  connection: string;
  hundredThousandRows: string;
  endless: string;
  /** How long after its timeout a runaway query may live, in ms. */
  stopLimit: number;
  /** Statements the engine runs now, beside the one that asks; null for a file. */
  running: (() => Promise<number>) | null;
}

const tables = 1_000;
const columns = 20;

function* manyTables(integer: string): Generator<string> {
  for (let table = 0; table < tables; table += 1) {
    const list = Array.from({ length: columns - 1 }, (_, at) => `c${at} varchar(40)`);
    const parent = table === 0 ? '' : `, FOREIGN KEY (id) REFERENCES t${table - 1} (id)`;
    yield `CREATE TABLE t${table} (id ${integer} PRIMARY KEY, ${list.join(', ')}${parent})`;
  }
}

async function sqlite(): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'diwan-bench-'));
  const path = join(folder, 'bench.sqlite');
  using db = new DatabaseSync(path);
  db.exec(`BEGIN; ${[...manyTables('integer')].join(';')}; COMMIT`);
  const series = (end: string) =>
    `WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r ${end})`;
  return {
    name: 'SQLite',
    connection: `sqlite://${path}`,
    hundredThousandRows: `${series('WHERE n < 100000')} SELECT n, printf('%0100d', n) FROM r`,
    endless: `${series('')} SELECT max(n) FROM r`,
    stopLimit: 250,
    running: null,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function postgres(): Promise<Subject> {
  const server = await startPostgres();
  await server.administrate([...manyTables('integer')].join(';'));
  const active = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series%'";
  return {
    name: 'PostgreSQL',
    connection: server.url('postgres', 'administrator', 'postgres'),
    hundredThousandRows: `SELECT n, lpad(n::text, 100, '0') FROM generate_series(1, 100000) AS n`,
    endless: 'SELECT count(*) FROM generate_series(1, 1000000000000)',
    stopLimit: 500,
    running: async () =>
      Number(
        (
          await server.administrate(`${active} AND state = 'active' AND pid <> pg_backend_pid()`)
        )[0]?.[0],
      ),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function mariadb(): Promise<Subject> {
  const server = await startMariaDb();
  await server.administrate('CREATE DATABASE bench');
  await server.administrate([...manyTables('int')].join(';'), 'bench');
  const all = 'information_schema.columns';
  return {
    name: 'MariaDB',
    connection: server.url('root', '', 'bench'),
    hundredThousandRows: `SELECT seq, lpad(seq, 100, '0') FROM seq_1_to_100000`,
    endless: `SELECT count(*) FROM ${all} AS a, ${all} AS b, ${all} AS c, ${all} AS d`,
    stopLimit: 500,
    running: async () =>
      Number(
        (
          await server.administrate(
            "SELECT count(*) FROM information_schema.processlist WHERE info LIKE '% AS a,%' AND id <> CONNECTION_ID()",
          )
        )[0]?.[0],
      ),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** SQL Server as far as its protocol goes: the server is a stand-in, in a process of its own. */
async function sqlServer(): Promise<Subject> {
  const child = fork(new URL('./tds-child.ts', import.meta.url));
  const ask = async (message: string): Promise<number> => {
    const answered = once(child, 'message');
    child.send(message);
    return Number((await answered)[0]);
  };
  const port = await ask([...manyTables('int')].join(';'));
  return {
    name: 'SQL Server (TDS stand-in)',
    connection: `Server=127.0.0.1,${port};Database=bench;User Id=reader;Password=reading;Encrypt=no`,
    hundredThousandRows: "SELECT TOP (100000) n, REPLICATE('x', 100) FROM numbers",
    endless: 'SELECT COUNT_BIG(*) FROM sys.all_columns AS a, sys.all_columns AS b',
    stopLimit: 500,
    running: () => ask('running'),
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

const megabytes = (): number => process.memoryUsage().rss / 1_000_000;

/** The most the process grows while `work` runs, in MB. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = megabytes();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 2);
  await work();
  clearInterval(watch);
  return Math.max(most, megabytes()) - before;
}

async function cappedRead(source: Source, sql: string): Promise<Figure[]> {
  const read = () => source.run(forged(sql), limits, anytime());
  await read();
  const grown = await growth(read);
  const times = await timeEach(20, read);
  return [
    figure('100,000 rows cut at 1,000, p50', percentile(times, 0.5), 'ms', 100),
    figure('100,000 rows cut at 1,000, slowest of 20', percentile(times, 1), 'ms'),
    figure('100,000 rows cut at 1,000, memory growth', grown, 'MB', 30),
  ];
}

async function runaway(source: Source, subject: Subject): Promise<Figure[]> {
  const timeoutMs = 500;
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const began = performance.now();
    const query = source.run(forged(subject.endless), { ...limits, timeoutMs }, anytime());
    await query.catch(() => undefined);
    while (subject.running !== null && (await subject.running()) > 0);
    times.push(performance.now() - began - timeoutMs);
  }
  const slowest = percentile(times, 1);
  return [
    figure(
      'runaway query stopped after its timeout, slowest of 5',
      slowest,
      'ms',
      subject.stopLimit,
    ),
  ];
}

async function introspection(source: Source): Promise<Figure[]> {
  const began = performance.now();
  const { tables: found } = await source.introspect(anytime());
  const cold = performance.now() - began;
  if (found.length < tables) throw new Error(`only ${found.length} tables were found`);
  const times = await timeEach(3, () => source.introspect(anytime()));
  return [
    figure('introspection of 1,000 tables × 20 columns, cold', cold, 'ms', 3_000),
    figure(
      'introspection of 1,000 tables × 20 columns, again',
      percentile(times, 0.5),
      'ms',
      3_000,
    ),
  ];
}

async function overhead(source: Source): Promise<Figure[]> {
  const times = await timeEach(500, () => source.run(forged('SELECT 1 AS n'), limits, anytime()));
  return [figure('SELECT 1 whole, p50', percentile(times, 0.5), 'ms')];
}

async function measure(start: () => Promise<Subject>): Promise<Scenario> {
  await using subject = await start();
  const log = createLog('silent', { write: () => undefined });
  await using sources = createSources({ clock: systemClock, log });
  const source = await sources.open(1, parseConnectionString(subject.connection), 'anywhere');
  await source.test(anytime());
  const rows = [
    ...(await introspection(source)),
    ...(await cappedRead(source, subject.hundredThousandRows)),
    ...(await runaway(source, subject)),
    ...(await overhead(source)),
  ];
  return { name: `sources: ${subject.name}`, rows };
}

export async function benchSources(): Promise<Scenario[]> {
  const scenarios: Scenario[] = [];
  for (const start of [sqlite, sqlServer, postgres, mariadb]) scenarios.push(await measure(start));
  return scenarios;
}
