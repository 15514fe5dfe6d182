import { expect, test } from 'vitest';
import { commentsOf } from '../../src/main/sources/sqlite/comments.ts';

const read = (sql: string) => {
  const { table, columns } = commentsOf(sql);
  return { table, ...Object.fromEntries(columns) };
};

test.each([
  [
    'after their columns',
    `CREATE TABLE t ( -- the table
       a INTEGER, -- first
       b TEXT NOT NULL DEFAULT ('-- none'), -- second
       c DECIMAL(10, 2) /* third */
     )`,
    { table: 'the table', a: 'first', b: 'second', c: 'third' },
  ],
  [
    'on lines of their own, for the column that follows',
    `CREATE TABLE t (
       a INTEGER,
       -- what they pay
       -- in dinars
       "b c" TEXT,
       [d] TEXT)`,
    { table: null, 'b c': 'what they pay in dinars' },
  ],
  [
    'in Arabic',
    'CREATE TABLE "مبيعات" ("المبلغ" INT -- بالدينار\n)',
    { table: null, المبلغ: 'بالدينار' },
  ],
  ['not at all', 'CREATE TABLE t (a INTEGER, b TEXT)', { table: null }],
  ['of a view', 'CREATE VIEW v AS -- open ones\n SELECT 1', { table: 'open ones' }],
])('comments of a CREATE statement: %s', (_what, sql, expected) => {
  expect(read(sql)).toEqual(expected);
});
