import { describe, expect, test } from 'vitest';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import { openRules } from '../../../src/main/sources/guard.ts';
import { corpora, groupsOf, statements } from './corpus/corpus.ts';

describe('attacks are refused', () => {
  test.each(groupsOf('attacks'))('%s: %s', async (dialect, _, list) => {
    const accepted: string[] = [];
    for (const sql of list) if ((await guards[dialect](sql, openRules)).ok) accepted.push(sql);
    expect(accepted).toEqual([]);
  });
});

describe('honest queries are accepted', () => {
  test.each(groupsOf('honest'))('%s: %s', async (dialect, _, list) => {
    const refused: unknown[] = [];
    for (const sql of list) {
      const verdict = await guards[dialect](sql, openRules);
      if (!verdict.ok) refused.push({ sql, ...verdict });
    }
    expect(refused).toEqual([]);
  });
});

describe('what is sent', () => {
  test.each(corpora)('$dialect: is judged again to the same text', async ({ dialect, honest }) => {
    for (const sql of statements(honest)) {
      const first = await guards[dialect](sql, openRules);
      if (!first.ok) throw new Error(sql);
      const again = await guards[dialect](first.sql, openRules);
      expect(again).toEqual(first);
    }
  });

  test('holds no comments and no terminator', async () => {
    const sql = '/* a */ SELECT 1 -- b\n, 2 /* c */ AS x ; -- d';
    for (const { dialect } of corpora)
      expect(await guards[dialect](sql, openRules)).toEqual({
        ok: true,
        sql: 'SELECT 1  \n, 2   AS x',
        tables: [],
      });
  });

  test('keeps the text of strings and names to the letter', async () => {
    const sql = `SELECT '-- a /* b */ ; ''c''' AS "-- d"`;
    for (const dialect of ['mssql', 'postgres', 'sqlite'] as const)
      expect(await guards[dialect](sql, openRules)).toMatchObject({ ok: true, sql });
  });
});

describe('the tables of a verdict', () => {
  const sql = `WITH a AS (SELECT * FROM orders), b AS (SELECT * FROM a)
    SELECT (SELECT MAX(x) FROM items i) FROM b JOIN orders o ON 1 = 1
    LEFT JOIN (SELECT id FROM customers) c ON c.id = o.id WHERE EXISTS (SELECT 1 FROM cities)`;
  test.each(corpora)('$dialect: are those of the database, once each', async ({ dialect }) => {
    const verdict = await guards[dialect](sql, openRules);
    if (!verdict.ok) throw new Error(verdict.reason);
    expect(verdict.tables.toSorted()).toEqual(['cities', 'customers', 'items', 'orders']);
  });
});

describe('the code of a refusal', () => {
  test.each([
    ['mssql', 'SELECT 1 DROP TABLE t', 'write'],
    ['mssql', "EXEC('x')", 'execute'],
    ['mssql', 'SELECT * FROM s.d.dbo.t', 'remote'],
    ['mssql', "WAITFOR DELAY '0:0:1'", 'sleep'],
    ['mssql', 'SELECT * FROM t WITH (XLOCK)', 'lock'],
    ['mssql', 'SELECT * FROM sys.sql_logins', 'system'],
    ['mssql', 'SELECT @x', 'session'],
    ['postgres', 'SELECT pg_sleep(1)', 'sleep'],
    ['postgres', 'SELECT 1; SELECT 2', 'multiple'],
    ['postgres', "SELECT pg_read_file('x')", 'file'],
    ['postgres', 'SELECT 1 INTO x', 'write'],
    ['postgres', 'SELECT * FROM t FOR UPDATE', 'lock'],
    ['postgres', "SELECT dblink('a', 'b')", 'remote'],
    ['postgres', 'SELECT nonsense(', 'unparsed'],
    ['postgres', 'SELECT DIVIDE_UP(1, 2)', 'function'],
    ['mysql', 'SELECT 1 /*! x */', 'comment'],
    ['mysql', "SELECT 'x", 'unterminated'],
    ['mysql', 'SELECT 1\u0000', 'characters'],
    ['mysql', "SELECT 1 INTO OUTFILE 'x'", 'write'],
    ['mysql', 'SELECT * FROM mysql.user', 'system'],
    ['sqlite', 'EXPLAIN SELECT 1', 'execute'],
    ['sqlite', 'PRAGMA x', 'session'],
    ['sqlite', '', 'not_query'],
    ['sqlite', `SELECT ${'1,'.repeat(30_000)}1`, 'too_long'],
    ['sqlite', `SELECT ${'('.repeat(500)}1${')'.repeat(500)}`, 'too_long'],
    ['sqlite', 'SELECT zeroblob(99999999999)', 'endless'],
  ] as const)('%s: %s', async (dialect, sql, code) => {
    expect(await guards[dialect](sql, openRules)).toEqual({
      ok: false,
      code,
      reason: expect.stringMatching(/^[A-Z].*\.$/s),
    });
  });
});
