import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/lib/clock.ts';
import { createLog } from '../../../src/main/lib/log.ts';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import { tables } from '../../../src/main/sample/schema.ts';
import { parseConnectionString } from '../../../src/main/sources/connection-string.ts';
import { createGate, type Gate } from '../../../src/main/sources/gate.ts';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import { openRules } from '../../../src/main/sources/guard.ts';
import { applySamples, planProfile } from '../../../src/main/sources/knowledge/profile.ts';
import { defaultLimits, type Source } from '../../../src/main/sources/source.ts';
import { createSources, type Sources } from '../../../src/main/sources/sources.ts';
import type { Cell, Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { startMariaDb } from '../../support/servers/mariadb.ts';
import { startPostgres } from '../../support/servers/postgres.ts';
import { comparisons, counts, groups, ranks, rows, times } from './sample-questions.ts';

const now = '2026-11-20T10:00:00.000Z';
const folder = temporaryFolder();
const file = join(folder.path, 'sample.sqlite');
const log = createLog('silent', { write: () => undefined });
let db: Database.Database;

beforeAll(() => {
  createSampleCompany(file, new Date(now));
  db = new Database(file, { readonly: true });
});
afterAll(() => {
  db.close();
  folder[Symbol.dispose]();
});

const literal = (cell: unknown): string => {
  if (cell === null) return 'NULL';
  return typeof cell === 'number' ? String(cell) : `'${String(cell).replaceAll("'", "''")}'`;
};

/** Every row of the sample company as INSERT statements that both servers take. */
function* inserts(): Generator<string> {
  const names = tables.match(/(?<=CREATE TABLE )\w+/g) ?? [];
  for (const name of names) {
    const all = db.prepare(`SELECT * FROM ${name}`).raw().all() as unknown[][];
    for (let at = 0; at < all.length; at += 2_000) {
      const some = all.slice(at, at + 2_000).map((row) => `(${row.map(literal).join(', ')})`);
      yield `INSERT INTO ${name} VALUES ${some.join(', ')}`;
    }
  }
}

/** Rows that compare: decimals as numbers, every kind of cell in one spelling, ties in one order. */
function comparable(given: readonly (readonly unknown[])[]): Cell[][] {
  const cells = given.map((row) => row.map(comparableCell));
  const key = (row: readonly Cell[]): string =>
    row.map((cell) => (typeof cell === 'number' ? cell.toFixed(0) : String(cell))).join('\n');
  return cells.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function comparableCell(cell: unknown): Cell {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return null;
  if (/^-?\d+(?:\.\d+)?$/.test(cell)) return Number(cell);
  return cell.replace(/ 00:00:00.*$/, '');
}

/** Exact decimals and floating point may round a half cent to either side. */
function expectAlike(found: Cell[][], wanted: Cell[][]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [at, row] of found.entries())
    for (const [index, cell] of row.entries()) {
      const other = wanted[at]?.[index];
      if (typeof cell === 'number' && typeof other === 'number')
        expect(Math.abs(cell - other)).toBeLessThan(0.1001);
      else expect(cell).toEqual(other);
    }
}

async function sampled(source: Source, gate: Gate): Promise<Schema> {
  const schema = await source.introspect(new AbortController().signal);
  const found = [];
  for (const probe of planProfile(source.dialect, schema.tables, () => false)) {
    const signal = new AbortController().signal;
    const { result } = await gate.run(source, probe.sql, openRules, defaultLimits, signal);
    found.push({ probe, rows: result.rows });
  }
  return { ...schema, tables: applySamples(schema.tables, found) };
}

const startFilledPostgres = async () => {
  const server = await startPostgres();
  await server.administrate('CREATE DATABASE shop');
  await server.administrate(tables, 'shop');
  for (const insert of inserts()) await server.administrate(insert, 'shop');
  await server.administrate('ANALYZE', 'shop');
  return { server, url: server.url('postgres', 'administrator', 'shop') };
};

const startFilledMariaDb = async () => {
  const server = await startMariaDb();
  await server.administrate('CREATE DATABASE shop CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  await server.administrate(tables.replaceAll('TEXT', 'VARCHAR(100)'), 'shop');
  for (const insert of inserts()) await server.administrate(insert, 'shop');
  return { server, url: server.url('root', '', 'shop') };
};

const questions = [counts, groups, ranks, times, comparisons, rows].flat();

describe.each([
  ['PostgreSQL', startFilledPostgres],
  ['MariaDB', startFilledMariaDb],
] as const)('the practice model on %s', (_name, start) => {
  let server: AsyncDisposable;
  let sources: Sources;
  let source: Source;
  let schema: Schema;
  const gate = createGate({ guards, log, clock: systemClock });

  beforeAll(async () => {
    const filled = await start();
    server = filled.server;
    sources = createSources({ clock: systemClock, log });
    source = await sources.open(1, parseConnectionString(filled.url), 'anywhere');
    schema = await sampled(source, gate);
  });
  afterAll(async () => {
    await sources[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it.each(questions)('%s', async (question, sql) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    expect(plan.way).toBe('sql');
    const signal = new AbortController().signal;
    const { result } = await gate.run(source, plan.sql ?? '', openRules, defaultLimits, signal);
    const wanted = db.prepare(sql).raw().all() as unknown[][];
    expectAlike(comparable(result.rows), comparable(wanted));
  });
});
