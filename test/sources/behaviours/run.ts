import { describe, expect, test } from 'vitest';
import { type Bench, limits } from './bench.ts';
import { arabicTable, customers, oddTable } from './shop.ts';

export function describeRunning(bench: Bench): void {
  const { words } = bench.engine;

  describe('running a query', () => {
    test('rows come in order with their columns and their time', async () => {
      const result = await bench.run('SELECT id, name FROM customers ORDER BY id');
      expect(result.columns.map(({ name }) => name)).toEqual(['id', 'name']);
      expect(result.rows).toEqual(customers.map(([id, name]) => [id, name]));
      expect(result.cut).toBeNull();
      expect(result.elapsedMs).toBeGreaterThan(0);
    });

    test.each(words.values)('$what comes without loss', async ({ sql, type, cell }) => {
      const { columns, rows } = await bench.run(`SELECT ${sql} AS v`);
      expect(rows).toEqual([[cell]]);
      expect(columns).toEqual([{ name: 'v', type }]);
    });

    test('an empty cell is null', async () => {
      expect(await bench.cells('SELECT city FROM customers WHERE id = 3')).toEqual([[null]]);
    });

    test('Arabic, Persian and emoji find what they name', async () => {
      const sql = `SELECT id FROM customers WHERE name = ${words.literal('سارا رضایی‌فر')}`;
      expect(await bench.cells(sql)).toEqual([[2]]);
      const emoji = `SELECT ${words.literal('😀 نعم «ok»')} AS v`;
      expect(await bench.cells(emoji)).toEqual([['😀 نعم «ok»']]);
    });

    test('tables and columns with names in Arabic', async () => {
      const { columns, rows } = await bench.run(
        `SELECT ${words.quote('المنطقة')}, ${words.quote('المبلغ')} AS ${words.quote('المجموع')}
         FROM ${words.quote(arabicTable)} ORDER BY 1`,
      );
      expect(columns.map(({ name }) => name)).toEqual(['المنطقة', 'المجموع']);
      expect(rows.map(([region]) => region)).toEqual(['الجنوب', 'الشمال']);
    });

    test('names with spaces and quotes', async () => {
      const sql = `SELECT ${words.quote('a b')}, ${words.quote('select')} FROM ${words.quote(oddTable)}`;
      expect(await bench.cells(sql)).toEqual([[1, 2]]);
    });

    test('no rows still have columns', async () => {
      const { columns, rows, cut } = await bench.run('SELECT id, city FROM customers WHERE id < 0');
      expect(columns.map(({ name }) => name)).toEqual(['id', 'city']);
      expect({ rows, cut }).toEqual({ rows: [], cut: null });
    });

    test('two columns of one name both stay', async () => {
      const { columns, rows } = await bench.run('SELECT 1 AS n, 2 AS n');
      expect(columns.map(({ name }) => name)).toEqual(['n', 'n']);
      expect(rows).toEqual([[1, 2]]);
    });

    test('as many rows as the cap are not cut, one more is', async () => {
      const full = await bench.run(words.rows(50), { maxRows: 50 });
      expect([full.rows.length, full.cut]).toEqual([50, null]);
      const more = await bench.run(words.rows(51), { maxRows: 50 });
      expect([more.rows.length, more.cut]).toEqual([50, 'rows']);
    });

    test('the byte cap cuts', async () => {
      const { rows, cut } = await bench.run(words.rows(1_000), { maxBytes: 5_000 });
      expect(cut).toBe('bytes');
      expect(rows.length).toBeGreaterThan(30);
      expect(rows.length).toBeLessThan(60);
    });

    test('a single value beyond the byte cap is left out, not shortened', async () => {
      const { rows, cut } = await bench.run(words.megabytes(8), { maxBytes: 1_000_000 });
      expect({ rows, cut }).toEqual({ rows: [], cut: 'bytes' });
    });

    test('100,000 rows cut at 1,000 cost little memory', async () => {
      await bench.run(words.rows(100_000));
      const before = process.memoryUsage().rss;
      const { rows } = await bench.run(words.rows(100_000));
      expect(rows.length).toBe(limits.maxRows);
      expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(30);
    });

    test('the connection serves on after a cut', async () => {
      await bench.run(words.rows(100_000), { maxRows: 10 });
      expect(await bench.cells('SELECT 5 AS n')).toEqual([[5]]);
    });

    test('a syntax error comes in the engine’s words', async () => {
      await expect(bench.run('SELECT FROM WHERE')).rejects.toMatchObject({
        code: 'db_engine_error',
        params: { reason: expect.stringMatching(/syntax/i) },
      });
    });

    test('a vanished table is named, so that the model can mend its query', async () => {
      await expect(bench.run('SELECT * FROM vanished')).rejects.toMatchObject({
        code: 'db_engine_error',
        params: { reason: expect.stringContaining('vanished') },
      });
    });

    test('a vanished column is named', async () => {
      await expect(bench.run('SELECT vanished FROM customers')).rejects.toMatchObject({
        code: 'db_engine_error',
        params: { reason: expect.stringContaining('vanished') },
      });
    });

    test('the next query is not the worse for an error', async () => {
      await bench.run('SELECT FROM').catch(() => undefined);
      expect(await bench.cells('SELECT 6 AS n')).toEqual([[6]]);
    });

    test('queries at once each get their own answer', async () => {
      const numbers = Array.from({ length: 12 }, (_, at) => at);
      const answers = await Promise.all(numbers.map((n) => bench.cells(`SELECT ${n} AS n`)));
      expect(answers).toEqual(numbers.map((n) => [[n]]));
    });
  });
}
