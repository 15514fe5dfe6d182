import { describe, expect, test } from 'vitest';
import { DiwanError } from '../../src/main/lib/errors.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { createGate } from '../../src/main/sources/gate.ts';
import { type GuardRules, type Guards, openRules } from '../../src/main/sources/guard.ts';
import { defaultLimits, type Source } from '../../src/main/sources/source.ts';
import { createTestClock } from '../support/clock.ts';
import { forged } from './behaviours/bench.ts';

const result = { columns: [], rows: [[1]], cut: null, elapsedMs: 3 };

/** A gate whose guard lets only SELECT pass, trimmed, and a source that remembers. */
function setUp(run: Source['run'] = async () => result) {
  const lines: unknown[] = [];
  const sent: string[] = [];
  const judged: [string, GuardRules][] = [];
  const guard: Guards['sqlite'] = async (sql, rules) => {
    judged.push([sql, rules]);
    return /^\s*select/i.test(sql)
      ? { ok: true, sql: forged(sql.trim()), tables: ['orders'] }
      : { ok: false, code: 'write', reason: 'It writes.' };
  };
  const log = createLog('info', { write: (line: string) => lines.push(JSON.parse(line)) });
  const source: Source = {
    dialect: 'sqlite',
    test: async () => ({ engine: 'SQLite' }),
    introspect: () => Promise.reject(new Error('not asked')),
    run: (sql, limits, signal) => {
      sent.push(sql);
      return run(sql, limits, signal);
    },
    audit: () => Promise.reject(new Error('not asked')),
    close: async () => undefined,
  };
  const guards = { mssql: guard, postgres: guard, mysql: guard, sqlite: guard };
  const gate = createGate({ guards, log, clock: createTestClock() });
  const pass = (sql: string, rules = openRules, signal = new AbortController().signal) =>
    gate.run(source, sql, rules, defaultLimits, signal);
  return { lines, sent, judged, pass };
}

describe('the gate', () => {
  test('sends the text that was judged, and tells what it read', async () => {
    const { pass, sent } = setUp();
    expect(await pass('  SELECT 1 ')).toEqual({ result, tables: ['orders'], sql: 'SELECT 1' });
    expect(sent).toEqual(['SELECT 1']);
  });

  test('sends nothing that the guard refused, and says why', async () => {
    const { pass, sent } = setUp();
    await expect(pass('DELETE FROM orders')).rejects.toMatchObject({
      code: 'sql_refused',
      params: { code: 'write', reason: 'It writes.' },
    });
    expect(sent).toEqual([]);
  });

  test('has the same text judged once under the same rules, and anew under others', async () => {
    const { pass, judged } = setUp();
    const other = { ...openRules, hidden: ['orders'] };
    for (const rules of [openRules, openRules, other, openRules]) await pass('SELECT 1', rules);
    await pass('SELECT  1', openRules);
    expect(judged).toEqual([
      ['SELECT 1', openRules],
      ['SELECT 1', other],
      ['SELECT  1', openRules],
    ]);
    for (let n = 0; n < 1_000; n += 1) await pass(`SELECT ${n}`);
    await expect(pass('DELETE FROM orders')).rejects.toMatchObject({ code: 'sql_refused' });
    await expect(pass('DELETE FROM orders')).rejects.toMatchObject({ code: 'sql_refused' });
  });

  test('logs what ran, what was refused and what failed', async () => {
    const failing = setUp(() =>
      Promise.reject(new DiwanError('db_engine_error', { params: { reason: 'no such table' } })),
    );
    await expect(failing.pass('SELECT 2')).rejects.toMatchObject({ code: 'db_engine_error' });
    await expect(failing.pass('DROP TABLE t')).rejects.toMatchObject({ code: 'sql_refused' });
    const { pass, lines } = setUp();
    await pass('SELECT 1');
    expect([...failing.lines, ...lines]).toMatchObject([
      { sql: 'SELECT 2', outcome: 'db_engine_error', params: { reason: 'no such table' } },
      { sql: 'DROP TABLE t', outcome: 'sql_refused', params: { code: 'write' } },
      { sql: 'SELECT 1', outcome: 'ok', tables: ['orders'], rows: 1, cut: null },
    ]);
  });
});
