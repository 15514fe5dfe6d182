import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import { openRules } from '../../../src/main/sources/guard.ts';
import type { Dialect } from '../../../src/preload/contract/database.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { corpora, statements } from './corpus/corpus.ts';

const accepts = async (dialect: Dialect, sql: string): Promise<boolean> =>
  (await guards[dialect](sql, openRules)).ok;

/** White space and comments that every dialect reads as nothing, a line comment with its end. */
const gap = fc
  .array(
    fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '\r\n',
      '/**/',
      '/* x */',
      "/* ' */",
      '/* " ; */',
      '-- x\n',
      "-- '\n",
      '--\n',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));

const blank = fc.constantFrom('', ' ', '\n', '\r\n\t');

const second: Readonly<Record<Dialect, readonly string[]>> = {
  mssql: [
    'DROP TABLE t',
    'DELETE FROM t',
    "EXEC('x')",
    'COMMIT',
    'SHUTDOWN',
    'SELECT 2',
    'USE x',
    "WAITFOR DELAY '0:0:5'",
    'SET ROWCOUNT 1',
    'INSERT t VALUES (1)',
    'GRANT CONTROL TO x',
    'KILL 5',
  ],
  postgres: [
    'DROP TABLE t',
    'DELETE FROM t',
    'COMMIT',
    'SELECT 2',
    'SET x = 1',
    "COPY t TO '/x'",
    'VACUUM',
  ],
  mysql: [
    'DROP TABLE t',
    'DELETE FROM t',
    'COMMIT',
    'SELECT 2',
    'SET @x = 1',
    'CALL p()',
    'DO SLEEP(5)',
  ],
  sqlite: [
    'DROP TABLE t',
    'DELETE FROM t',
    'COMMIT',
    'SELECT 2',
    'PRAGMA x = 1',
    "ATTACH 'x' AS y",
    'VACUUM',
  ],
};

/** What the server would read as two statements: T-SQL needs no semicolon between. */
const separator: Readonly<Record<Dialect, fc.Arbitrary<string>>> = {
  mssql: fc.constantFrom('', ';', ' ; ;'),
  postgres: fc.constantFrom(';', ';;'),
  mysql: fc.constantFrom(';', ';;'),
  sqlite: fc.constantFrom(';', ';;'),
};

const oddCharacters = [
  '\u0000',
  '\u0001',
  '\u0008',
  '\u000B',
  '\u000C',
  '\u001A',
  '\u007F',
  '\u0085',
  '\u00A0',
  '\u1680',
  '\u2003',
  '\u200B',
  '\u2028',
  '\u2029',
  '\u202A',
  '\u202E',
  '\u2066',
  '\u2069',
  '\u3000',
  '\uFEFF',
  '\uD800',
  '\uFF1B',
  '\uFFFE',
];

describe.each(corpora)('$dialect', ({ dialect, honest, attacks }) => {
  const queries = fc.constantFrom(...statements(honest));
  const hostile = fc.constantFrom(...statements(attacks));

  test('no second statement rides on an accepted one', async () => {
    const stacked = fc
      .tuple(queries, gap, separator[dialect], gap, fc.constantFrom(...second[dialect]), gap)
      // The line end keeps a closing line comment of the first from swallowing the second.
      .map(([query, a, mark, b, next, c]) => `${query}\n${a}${mark}${b}${next}${c}`);
    await fc.assert(
      fc.asyncProperty(stacked, async (sql) => !(await accepts(dialect, sql))),
      { numRuns: 300 },
    );
  });

  test('no statement before a query either', async () => {
    const stacked = fc
      .tuple(fc.constantFrom(...second[dialect].filter((sql) => sql !== 'SELECT 2')), gap, queries)
      .map(([first, between, query]) => `${first};${between}${query}`);
    await fc.assert(
      fc.asyncProperty(stacked, async (sql) => !(await accepts(dialect, sql))),
      { numRuns: 100 },
    );
  });

  test('odd characters around and between words are refused', async () => {
    const spoiled = fc
      .tuple(queries, fc.constantFrom(...oddCharacters), fc.boolean())
      .map(([query, odd, front]) => (front ? odd + query : `SELECT${odd} ${query.slice(6)}`));
    await fc.assert(
      fc.asyncProperty(spoiled, async (sql) => !(await accepts(dialect, sql))),
      { numRuns: 200 },
    );
  });

  test('comments and white space between tokens change nothing', async () => {
    const dressed = fc.tuple(queries, gap, gap).map(([query, a, b]) => `${a}${query}${b}`);
    await fc.assert(
      fc.asyncProperty(dressed, async (sql) => accepts(dialect, sql)),
      { numRuns: 200 },
    );
  });

  test('an attack stays one in any dress', async () => {
    const dressed = fc.tuple(gap, hostile, blank).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(dressed, async (sql) => !(await accepts(dialect, sql))),
      { numRuns: 200 },
    );
  });

  test('what is accepted is judged again to itself, and holds no comment', async () => {
    const mixed = fc.tuple(queries, gap, queries).map(([a, b, c]) => `${a} UNION ALL${b}${c}`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(queries, mixed), async (sql) => {
        const first = await guards[dialect](sql, openRules);
        if (!first.ok) return;
        expect(await guards[dialect](first.sql, openRules)).toEqual(first);
        const bare = first.sql.replace(
          /'(?:[^'\\]|''|\\[\s\S])*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|\$(\w*)\$[\s\S]*?\$\1\$/g,
          '',
        );
        expect(bare).not.toMatch(/\/\*|\*\/|--(?!\d)|;/);
      }),
      { numRuns: 200 },
    );
  });

  test('answers any text at all with a verdict', async () => {
    const words = fc.constantFrom(
      'SELECT',
      'FROM',
      'WHERE',
      '(',
      ')',
      "'",
      '"',
      '`',
      '[',
      ']',
      '/*',
      '*/',
      '--',
      '#',
      ';',
      ',',
      '.',
      '..',
      '*',
      'a',
      '1',
      '1.',
      '0x',
      '$$',
      '$a$',
      "E'",
      "N'",
      'U&"',
      '@',
      '@@',
      '::',
      ':=',
      'WITH',
      'AS',
      'UNION',
      'IN',
      'JOIN',
      'ON',
      'CASE',
      'END',
      'OPTION',
      'FOR',
      'VALUES',
      '\\',
      '{',
      '}',
      '\n',
      'RECURSIVE',
    );
    const soup = fc.array(words, { maxLength: 40 }).map((parts) => parts.join(' '));
    const tight = fc.array(words, { maxLength: 40 }).map((parts) => parts.join(''));
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(soup, tight, text), async (sql) => {
        expect(await guards[dialect](sql, openRules)).toHaveProperty('ok');
      }),
      { numRuns: 700 },
    );
  });
});

test('no statement of any shape takes long', async () => {
  const shapes = [
    `SELECT ${'('.repeat(90)}1${')'.repeat(90)}`,
    `SELECT ${'a+'.repeat(4_000)}1`,
    `SELECT 1 ${'UNION SELECT 1 '.repeat(1_000)}`,
    `SELECT ${'NOT '.repeat(2_000)}1`,
    `SELECT ${'-'.repeat(3_000)}1`,
    `SELECT ${'CASE WHEN 1=1 THEN '.repeat(80)}1${' END'.repeat(80)}`,
    `SELECT '${"''".repeat(20_000)}'`,
    `SELECT 1 ${'/*'.repeat(20_000)}`,
    `SELECT ${'a.'.repeat(3_000)}b`,
    `SELECT * FROM ${'('.repeat(80)}SELECT 1${') x'.repeat(80)}`,
    `SELECT * FROM t ${'JOIN t ON 1=1 '.repeat(500)}`,
    `WITH ${Array.from({ length: 300 }, (_, n) => `c${n} AS (SELECT 1 AS a)`).join(',')} SELECT 1`,
  ];
  for (const { dialect } of corpora) {
    await accepts(dialect, 'SELECT 1');
    for (const sql of shapes)
      expect(await cpuTime(() => accepts(dialect, sql))).toBeLessThan(1_000);
  }
});
