import { beforeAll, describe, expect, test } from 'vitest';
import type { Schema, Table } from '../../../src/preload/contract/database.ts';
import { anytime, type Bench } from './bench.ts';
import { arabicTable, columnComment, oddTable, tableComment } from './shop.ts';

export function describeIntrospection(bench: Bench): void {
  describe('introspection', () => {
    let schema: Schema;
    beforeAll(async () => {
      const source = await bench.open();
      schema = await source.introspect(anytime());
    });
    const table = (name: string): Table => {
      const found = schema.tables.find((candidate) => candidate.name === name);
      if (found === undefined) throw new Error(`no table ${name}`);
      return found;
    };

    test('tells the dialect, the engine and when it was taken', () => {
      expect(schema.dialect).toBe(bench.engine.dialect);
      expect(schema.engine).toMatch(/\d/);
      expect(schema.takenAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    });

    test('finds the tables and views of the shop, and nothing of the engine’s own', () => {
      const names = schema.tables.map(({ name, kind }) => `${kind} ${name}`).sort();
      expect(names).toEqual(
        [
          'table customers',
          `table ${oddTable}`,
          'table order_lines',
          'table orders',
          `table ${arabicTable}`,
          'view open_orders',
        ].sort(),
      );
    });

    test('the login’s own schema needs no name', () => {
      expect(schema.tables.every((each) => each.schema === null)).toBe(true);
    });

    test('columns stand in their order', () => {
      const names = table('customers').columns.map(({ name }) => name);
      expect(names).toEqual(['id', 'name', 'city', 'balance']);
    });

    test('types are worded as the engine does', () => {
      const types = table('customers').columns.map(({ type }) => type);
      expect(types).toEqual(bench.engine.words.customerTypes);
    });

    test('what may be empty', () => {
      const empty = table('customers').columns.filter(({ nullable }) => nullable);
      expect(empty.map(({ name }) => name)).toEqual(['city']);
    });

    test('primary keys, of several columns too', () => {
      const key = (name: string) =>
        table(name)
          .columns.filter(({ primaryKey }) => primaryKey)
          .map(({ name: column }) => column);
      expect(key('customers')).toEqual(['id']);
      expect(key('orders')).toEqual(['country', 'number']);
      expect(key('open_orders')).toEqual([]);
    });

    test('foreign keys', () => {
      expect(table('orders').foreignKeys).toEqual([
        { columns: ['customer_id'], schema: null, table: 'customers', references: ['id'] },
      ]);
    });

    test('foreign keys of several columns, each with the one it refers to', () => {
      expect(table('order_lines').foreignKeys).toEqual([
        {
          columns: ['country', 'order_number'],
          schema: null,
          table: 'orders',
          references: ['country', 'number'],
        },
      ]);
    });

    test('descriptions of tables and columns', () => {
      const { comment, columns } = table('customers');
      const described = columns.find(({ name }) => name === 'name')?.comment;
      const expected = bench.engine.words.comments ? [tableComment, columnComment] : [null, null];
      expect([comment, described]).toEqual(expected);
      expect(table('orders').comment).toBeNull();
    });

    test('about how many rows there are', () => {
      expect(table('customers').rowEstimate).toBe(3);
      expect(table('open_orders').rowEstimate).toBeNull();
    });

    test('names in Arabic and names with spaces and quotes', () => {
      expect(table(arabicTable).columns.map(({ name }) => name)).toEqual(['المنطقة', 'المبلغ']);
      expect(table(oddTable).columns.map(({ name }) => name)).toEqual(['a b', 'select']);
    });

    test('a table made since is found, one removed is gone', async () => {
      const source = await bench.open();
      const names = async () => (await source.introspect(anytime())).tables.map(({ name }) => name);
      const { createTable, dropTable } = bench.engine.words;
      await bench.running.administrate(createTable('new_table'));
      expect(await names()).toContain('new_table');
      await bench.running.administrate(dropTable('new_table'));
      expect(await names()).not.toContain('new_table');
    });

    test('is cancelled by its signal', async () => {
      const source = await bench.open();
      await expect(source.introspect(AbortSignal.abort())).rejects.toMatchObject({
        code: 'cancelled',
      });
    });
  });
}
