import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import type { Limits, Source } from '../../src/main/sources/source.ts';
import { createSources, type Sources } from '../../src/main/sources/sources.ts';
import { anytime, forged, limits } from './behaviours/bench.ts';

const silent = createLog('silent', { write: () => undefined });
const endless =
  'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r';

let folder: string;
let sources: Sources;
let opened = 0;

const path = (name: string): string => join(folder, name);

function make(name: string, sql: string): string {
  using db = new DatabaseSync(path(name));
  db.exec(sql);
  return path(name);
}

const open = (file: string): Promise<Source> => {
  opened += 1;
  return sources.open(opened, parseConnectionString(`sqlite://${file}`), 'anywhere');
};

const ask = async (file: string, sql: string, change: Partial<Limits> = {}) =>
  (await (await open(file)).run(forged(sql), { ...limits, ...change }, anytime())).rows;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diwan-sqlite-'));
  sources = createSources({ clock: systemClock, log: silent });
});
afterAll(async () => {
  await sources[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('a SQLite file', () => {
  test('that is not there', async () => {
    const file = path('missing.db');
    await expect(ask(file, 'SELECT 1')).rejects.toMatchObject({
      code: 'db_file_missing',
      params: { path: file },
    });
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  test('that is a folder', async () => {
    await mkdir(path('folder.db'));
    await expect(ask(path('folder.db'), 'SELECT 1')).rejects.toMatchObject({
      code: 'db_engine_error',
      params: { reason: expect.stringContaining('is no file') },
    });
  });

  test('that is no database', async () => {
    await writeFile(path('letter.db'), 'Dear all, '.repeat(500));
    await expect(ask(path('letter.db'), 'SELECT 1')).rejects.toMatchObject({
      code: 'db_engine_error',
      params: { reason: expect.stringContaining('not a database') },
    });
  });

  test('that is damaged', async () => {
    const file = make('damaged.db', 'CREATE TABLE t (a); CREATE INDEX i ON t (a)');
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xff, 4096, 8192));
    await expect(ask(file, 'SELECT * FROM t')).rejects.toMatchObject({
      code: 'db_engine_error',
      params: { reason: expect.stringContaining('malformed') },
    });
  });

  test('that somebody has locked for themselves', async () => {
    const file = make('locked.db', 'CREATE TABLE t (a)');
    using writer = new DatabaseSync(file);
    writer.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)');
    await expect(ask(file, 'SELECT * FROM t', { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'db_timeout',
    });
  });

  test('that is empty has no tables', async () => {
    await writeFile(path('empty.db'), '');
    expect((await (await open(path('empty.db'))).introspect(anytime())).tables).toEqual([]);
  });

  test('in WAL mode is read while somebody writes, as it stands', async () => {
    const file = make('wal.db', 'PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
    using writer = new DatabaseSync(file);
    writer.exec('INSERT INTO t VALUES (1); BEGIN; INSERT INTO t VALUES (2)');
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[1]]);
    writer.exec('COMMIT; INSERT INTO t VALUES (3)');
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[1], [2], [3]]);
  });

  test('that is replaced is read anew', async () => {
    const file = make('report.db', 'CREATE TABLE t AS SELECT 1 AS a');
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[1]]);
    await rm(file);
    await copyFile(make('newer.db', 'CREATE TABLE t AS SELECT 2 AS a'), file);
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[2]]);
  });

  test('that is written over while it is being read is read anew', async () => {
    const file = make('over.db', 'CREATE TABLE t AS SELECT 1 AS a');
    const newer = await readFile(make('newest.db', 'CREATE TABLE t AS SELECT 2 AS a'));
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[1]]);
    await writeFile(file, newer);
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[2]]);
  });

  test('is not touched by reading, introspecting and auditing', async () => {
    const file = make('still.db', 'CREATE TABLE t AS SELECT 1 AS a');
    const before = [await readFile(file), await readdir(folder)];
    const source = await open(file);
    await source.introspect(anytime());
    await source.audit(anytime());
    await source.run(forged('SELECT * FROM t'), limits, anytime());
    await source.run(forged('DELETE FROM t'), limits, anytime()).catch(() => undefined);
    expect([await readFile(file), await readdir(folder)]).toEqual(before);
  });

  test('with Arabic in its name', async () => {
    const file = make('متجر الشمال.db', 'CREATE TABLE t AS SELECT 1 AS a');
    expect(await ask(file, 'SELECT a FROM t')).toEqual([[1]]);
  });

  test('named as SQLAlchemy names relative paths', async () => {
    make('relative.db', 'CREATE TABLE t AS SELECT 1 AS a');
    const home = process.cwd();
    process.chdir(folder);
    try {
      expect(await ask('/relative.db', 'SELECT a FROM t')).toEqual([[1]]);
    } finally {
      process.chdir(home);
    }
  });

  test('is nobody’s but an operator’s to name', async () => {
    const target = parseConnectionString(`sqlite://${path('still.db')}`);
    const source = await sources.open('member', target, 'network');
    await expect(source.test(anytime())).rejects.toMatchObject({ code: 'db_host_forbidden' });
  });

  test('its audit passes, and names how to rule writing out altogether', async () => {
    const file = make('it’s.db', 'CREATE TABLE t (a)');
    const report = await (await open(file)).audit(anytime());
    expect(report).toMatchObject({ verdict: 'read_only', findings: [] });
    expect(report.script).toContain('chmod a-w');
  });
});

/** Another appliance in a process of its own, busy with a query that never ends. */
const busyAppliance = (file: string) => `
  import { createSources } from '${join(process.cwd(), 'src/main/sources/sources.ts')}';
  import { systemClock } from '${join(process.cwd(), 'src/main/lib/clock.ts')}';
  import { createLog } from '${join(process.cwd(), 'src/main/lib/log.ts')}';
  const sources = createSources({ clock: systemClock, log: createLog('silent', { write() {} }) });
  const target = { dialect: 'sqlite', hosts: [], database: '${file}', user: null, password: null,
    parameters: {} };
  const source = await sources.open(1, target, 'anywhere');
  await source.test(new AbortController().signal);
  source.run(\`${endless}\`, { timeoutMs: 60000, maxRows: 1, maxBytes: 1 },
    new AbortController().signal);
  process.stdout.write('busy');`;

/** From /proc: name in parentheses, state, parent. */
const childrenOf = async (parent: number): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return pids
    .filter((_, at) => Number(/\) \w (\d+)/.exec(stats[at] ?? '')?.[1]) === parent)
    .map(Number);
};

const isAlive = async (pid: number): Promise<boolean> => {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !/\) [ZX]/.test(status);
};

describe('the processes that read SQLite files', () => {
  let file: string;
  beforeAll(() => {
    file = make('shop.db', 'CREATE TABLE t AS SELECT 1 AS a');
  });

  test('a runaway query is killed at its timeout', async () => {
    const source = await open(file);
    await source.test(anytime());
    const began = performance.now();
    const query = source.run(forged(endless), { ...limits, timeoutMs: 500 }, anytime());
    await expect(query).rejects.toMatchObject({ code: 'db_timeout' });
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  test('a spare stands ready when one was killed', async () => {
    const source = await open(file);
    await source
      .run(forged(endless), { ...limits, timeoutMs: 1_000 }, anytime())
      .catch(() => undefined);
    const { elapsedMs } = await source.run(forged('SELECT a FROM t'), limits, anytime());
    expect(elapsedMs).toBeLessThan(20_000);
  });

  test('more runaways than processes wait their turn and can be cancelled waiting', async () => {
    const source = await open(file);
    const cancel = new AbortController();
    const queries = Array.from({ length: 6 }, () =>
      source.run(forged(endless), limits, cancel.signal).catch((error: unknown) => error),
    );
    cancel.abort();
    const ends = await Promise.all(queries);
    expect(ends).toEqual(ends.map(() => expect.objectContaining({ code: 'cancelled' })));
  });

  test('what is asked together with a runaway does not wait for it, and is not ended with it', async () => {
    const source = await open(file);
    const quick = () => source.run(forged('SELECT a FROM t'), limits, anytime());
    const before = Array.from({ length: 5 }, quick);
    const cancel = new AbortController();
    let runsOn = true;
    const runaway = source
      .run(forged(endless), { ...limits, timeoutMs: 120_000 }, cancel.signal)
      .catch((error: unknown) => error)
      .finally(() => {
        runsOn = false;
      });
    const answers = await Promise.all([...before, ...Array.from({ length: 50 }, quick)]);
    expect(answers.map(({ rows }) => rows)).toEqual(answers.map(() => [[1]]));
    expect(runsOn).toBe(true);
    const behind = Array.from({ length: 5 }, quick);
    cancel.abort();
    expect(await runaway).toMatchObject({ code: 'cancelled' });
    for (const { rows } of await Promise.all(behind)) expect(rows).toEqual([[1]]);
  });

  test('one that was ended while idle is not missed', async () => {
    const source = await open(file);
    await source.test(anytime());
    for (const pid of await childrenOf(process.pid)) await killReader(pid);
    expect((await source.run(forged('SELECT a FROM t'), limits, anytime())).rows).toEqual([[1]]);
  });

  test('one that dies at its work is replaced once, then it is an error', async () => {
    const source = await open(file);
    await source.test(anytime());
    const query = source.run(forged(endless), limits, anytime()).catch((error: unknown) => error);
    let ended = false;
    void query.then(() => {
      ended = true;
    });
    await vi.waitFor(
      async () => {
        for (const pid of await childrenOf(process.pid)) await killReader(pid);
        expect(ended).toBe(true);
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(await query).toMatchObject({ code: 'db_engine_error' });
    expect((await source.run(forged('SELECT a FROM t'), limits, anytime())).rows).toEqual([[1]]);
  });

  test('they do not outlive an appliance that was killed', async () => {
    const script = path('busy.ts');
    await writeFile(script, busyAppliance(file));
    const appliance = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(appliance.stdout, 'data');
    const readers = await childrenOf(appliance.pid ?? 0);
    expect(readers.length).toBeGreaterThan(0);
    appliance.kill('SIGKILL');
    await vi.waitFor(
      async () => {
        const alive = await Promise.all(readers.map(isAlive));
        expect(alive).toEqual(readers.map(() => false));
      },
      { timeout: 60_000, interval: 100 },
    );
  });
});

/** Only the readers: a test worker may have other children. */
async function killReader(pid: number): Promise<void> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (command.includes('sqlite/child.ts')) process.kill(pid, 'SIGKILL');
}
