import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import { openRules } from '../../../src/main/sources/guard.ts';
import { statements } from './corpus/corpus.ts';
import { attacks } from './corpus/sqlite.attacks.ts';
import { honest } from './corpus/sqlite.honest.ts';

let db: BetterSqlite3.Database;

beforeAll(() => {
  db = new BetterSqlite3(':memory:');
  db.exec(`CREATE TABLE stock (id INTEGER PRIMARY KEY, name TEXT, qty INTEGER);
    CREATE TABLE item (id INTEGER PRIMARY KEY, label TEXT);
    INSERT INTO stock VALUES (1, 'a', 5), (2, 'b', 0);
    INSERT INTO item VALUES (1, 'x');`);
});
afterAll(() => db.close());

/** Everything a statement could have left behind. */
const state = () => [
  db.serialize().toString('base64'),
  db.prepare('SELECT total_changes()').pluck().get(),
  db.pragma('database_list'),
  db.pragma('query_only', { simple: true }),
  db.pragma('foreign_keys', { simple: true }),
  db.inTransaction,
];

/** Runs every statement a text holds, as a careless driver would. */
function runWhole(sql: string): void {
  try {
    db.exec(sql);
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error;
  }
}

test('every honest query runs', async () => {
  for (const sql of statements(honest)) {
    const verdict = await guards.sqlite(sql, openRules);
    if (!verdict.ok) throw new Error(sql);
    expect(() => db.prepare(verdict.sql).all(), sql).not.toThrow();
  }
});

test('nothing that is accepted changes the database', async () => {
  const before = state();
  const pieces = fc.constantFrom(
    ...statements(attacks),
    ...statements(honest),
    ...'\' " ` [ ] /* */ -- ; ( ) , \\ \n SELECT FROM stock WITH AS UNION VALUES'.split(' '),
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(pieces, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('', ' '),
      async (parts, glue) => {
        const verdict = await guards.sqlite(parts.join(glue), openRules);
        if (!verdict.ok) return;
        run += 1;
        runWhole(verdict.sql);
        expect(state()).toEqual(before);
      },
    ),
    { numRuns: 1_500 },
  );
  expect(run).toBeGreaterThan(20);
});

test('the checks of this test see a change', () => {
  const before = state();
  runWhole("SELECT 1; INSERT INTO item VALUES (2, 'y')");
  expect(state()).not.toEqual(before);
  runWhole('DELETE FROM item WHERE id = 2');
});
