import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureTable, renderDdl, tableDdl } from '../../../src/main/sources/knowledge/ddl.ts';
import type { Table } from '../../../src/preload/contract/database.ts';
import { dialects } from '../../../src/preload/contract/database.ts';
import { schemas } from './arbitrary.ts';

interface Made {
  columns: { name: string; type: string; pk: number }[];
  links: { table: string; from: string; to: string }[];
}

/** Runs the DDL in a real SQLite and reads back what it made. */
function makeTables(tables: readonly Table[]): Made[] {
  const db = new Database(':memory:');
  try {
    db.exec(renderDdl('sqlite', tables));
    return tables.map(({ name }) => ({
      columns: db
        .prepare<[string], Made['columns'][number]>(
          'select name, type, pk from pragma_table_info(?)',
        )
        .all(name),
      links: db
        .prepare<[string], Made['links'][number]>(
          'select "table", "from", "to" from pragma_foreign_key_list(?)',
        )
        .all(name),
    }));
  } finally {
    db.close();
  }
}

const links = (table: Table) =>
  table.foreignKeys.map((key) => `${key.columns}>${key.table}.${key.references}`).sort();

describe('DDL for the model', () => {
  it('makes the same tables in a real SQLite, whatever the names and comments', () => {
    fc.assert(
      fc.property(schemas(6), (tables) => {
        for (const [at, made] of makeTables(tables).entries()) {
          const table = tables[at];
          expect(made.columns.map(({ name }) => name)).toEqual(table?.columns.map((c) => c.name));
          expect(made.columns.map(({ type }) => type.toLowerCase())).toEqual(
            table?.columns.map((c) => c.type),
          );
          expect(made.columns.map(({ pk }) => pk > 0)).toEqual(
            table?.columns.map((c) => c.primaryKey),
          );
          expect(
            made.links.map(({ table: to, from, to: column }) => `${from}>${to}.${column}`).sort(),
          ).toEqual(table && links(table));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('knows its length before it is written, in every dialect', () => {
    fc.assert(
      fc.property(schemas(5), fc.constantFrom(...dialects), (tables, dialect) => {
        for (const table of tables) {
          const { alone, links: each } = measureTable(dialect, table);
          const whole = each.reduce((sum, length) => sum + length, alone);
          expect(tableDdl(dialect, table, () => true)).toHaveLength(whole);
          expect(tableDdl(dialect, table, () => true)).not.toMatch(/[\n\r]/);
        }
      }),
    );
  });

  const orders: Table = {
    schema: 'dbo',
    name: 'Order',
    kind: 'table',
    comment: 'one row */ each',
    rowEstimate: 1200,
    columns: [
      { name: 'Id', type: 'int', nullable: false, primaryKey: true, comment: null, samples: [] },
      {
        name: 'Home Town',
        type: 'nvarchar(40)',
        nullable: true,
        primaryKey: false,
        comment: null,
        samples: ['Cairo', 'Shiraz'],
      },
    ],
    foreignKeys: [],
  };

  it.each([
    ['mssql', '-- T-SQL; quote names as [name]', 'dbo.[Order]', 'Id', '[Home Town]'],
    [
      'postgres',
      '-- PostgreSQL; quote names as "name", capitals always',
      'dbo."Order"',
      '"Id"',
      '"Home Town"',
    ],
    ['mysql', '-- MySQL; quote names as `name`', 'dbo.`Order`', 'Id', '`Home Town`'],
    ['sqlite', '-- SQLite; quote names as "name"', 'dbo."Order"', 'Id', '"Home Town"'],
  ] as const)('speaks %s', (dialect, header, table, key, town) => {
    expect(renderDdl(dialect, [orders])).toBe(
      `${header}\nCREATE TABLE ${table} /* ~1200 rows; one row * / each */(${key} int PRIMARY KEY,${town} nvarchar(40) /* e.g. Cairo, Shiraz */);`,
    );
  });

  it('leaves out foreign keys to tables that are not shown', () => {
    const key = { columns: ['Id'], schema: 'dbo', table: 'Hidden', references: ['Id'] };
    expect(renderDdl('mssql', [{ ...orders, foreignKeys: [key] }])).not.toContain('Hidden');
  });
});
