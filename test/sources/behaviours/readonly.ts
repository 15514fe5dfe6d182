import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anytime, type Bench, forged, limits } from './bench.ts';

/** Everything the shop holds, as an administrator sees it. */
async function shopNow(bench: Bench): Promise<unknown> {
  const { quote } = bench.engine.words;
  const tables = ['customers', 'orders', 'order_lines', quote('مبيعات'), quote('odd "name')];
  const rows = tables.map((table) => bench.running.administrate(`SELECT * FROM ${table}`));
  return Promise.all(rows);
}

/** As if the guard had let all of it through, by a login that may write. */
export function describeReadOnly(bench: Bench): void {
  const { writes, session, forbiddenTable, leftBehind } = bench.engine.words;
  const owner = async () => bench.open(bench.running.server?.owner ?? bench.running.connection);

  describe('read-only at the server', () => {
    test.each(writes)('changes nothing, whoever the login is: %s', async (sql) => {
      const before = await shopNow(bench);
      const source = await owner();
      await source.run(forged(sql), limits, anytime()).catch(() => undefined);
      await source.close();
      expect(await shopNow(bench)).toEqual(before);
    });

    test('a refused write says that it is not permitted', async () => {
      const source = await owner();
      const sql = "UPDATE customers SET name = 'x' WHERE id = 1";
      await expect(source.run(forged(sql), limits, anytime())).rejects.toMatchObject({
        code: 'db_permission',
      });
    });

    if (leftBehind !== undefined)
      test('no file was written on the server’s machine', () => {
        expect(existsSync(leftBehind)).toBe(false);
      });

    if (forbiddenTable !== null)
      test('a table the login may not read', async () => {
        await expect(bench.run(`SELECT * FROM ${forbiddenTable}`)).rejects.toMatchObject({
          code: 'db_permission',
          params: { reason: expect.stringContaining('salaries') },
        });
      });
    if (session !== null)
      test('what a query changes in its session does not reach the next one', async () => {
        const source = await owner();
        const run = (sql: string) => source.run(forged(sql), limits, anytime());
        await run(session.change).catch(() => undefined);
        expect((await run(session.show)).rows).toEqual([[session.unchanged]]);
        await source.close();
      });

    test('nothing was made, moved or removed by any of them', async () => {
      const source = await owner();
      const { tables } = await source.introspect(anytime());
      expect(tables.map(({ name }) => name)).toContain('order_lines');
      expect(tables.map(({ name }) => name)).not.toContain('left_behind');
      expect(tables.find(({ name }) => name === 'customers')?.columns).toHaveLength(4);
      await source.close();
    });

    test('after every attempt reading still works', async () => {
      for (const sql of writes) await bench.run(sql).catch(() => undefined);
      expect(await bench.cells('SELECT 1 AS n')).toEqual([[1]]);
    });
  });
}
