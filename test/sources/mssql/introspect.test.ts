import { expect, test } from 'vitest';
import { cpuTime } from '../../support/cpu-time.ts';
import type { TdsValue } from '../../support/tds/values.ts';
import { never, open, serve, targetOf } from './support.ts';

const database = `
  CREATE TABLE countries(code nchar(2) PRIMARY KEY, name nvarchar(100) NOT NULL, area decimal(12,2));
  CREATE TABLE cities(country nchar(2) NOT NULL, name nvarchar(60) NOT NULL, founded datetime2(3),
    notes nvarchar(max), emblem varbinary(max), people bigint,
    PRIMARY KEY (country, name), FOREIGN KEY (country) REFERENCES countries(code));
  CREATE TABLE streets(id int PRIMARY KEY, country nchar(2), city nvarchar(60), name varchar(80),
    FOREIGN KEY (country, city) REFERENCES cities(country, name));
  CREATE VIEW big AS SELECT name, people FROM cities;
  CREATE TABLE [المبيعات](المعرف int PRIMARY KEY);
  INSERT INTO countries VALUES ('EG', 'مصر', 1), ('IR', 'ایران', 2);
  CREATE TABLE sys_comments(table_name text, column_name text, comment text);
  INSERT INTO sys_comments VALUES ('countries', NULL, 'دول العالم'), ('cities', 'people', 'Inhabitants');
`;

test('reads tables, views, keys, types and comments in one pass', async () => {
  const server = await serve({ databases: { Shop: database } });
  const schema = await open(targetOf(server)).introspect(never);
  expect(schema.engine).toBe('Microsoft SQL Server 2022 - 16.0.1000.6 (X64)');
  expect(schema.tables.map(({ name, kind, schema: owner }) => [owner, name, kind])).toEqual([
    [null, 'big', 'view'],
    [null, 'cities', 'table'],
    [null, 'countries', 'table'],
    [null, 'streets', 'table'],
    [null, 'المبيعات', 'table'],
  ]);
  const [, cities, countries, streets] = schema.tables;
  expect(countries).toMatchObject({ comment: 'دول العالم', rowEstimate: 2, foreignKeys: [] });
  expect(
    cities?.columns.map(({ name, type, primaryKey, nullable }) => [
      name,
      type,
      primaryKey,
      nullable,
    ]),
  ).toEqual([
    ['country', 'nchar(2)', true, false],
    ['name', 'nvarchar(60)', true, false],
    ['founded', 'datetime2(3)', false, true],
    ['notes', 'nvarchar(max)', false, true],
    ['emblem', 'varbinary(max)', false, true],
    ['people', 'bigint', false, true],
  ]);
  expect(cities?.columns.at(-1)?.comment).toBe('Inhabitants');
  expect(countries?.columns[2]?.type).toBe('decimal(12,2)');
  expect(streets?.foreignKeys).toEqual([
    {
      columns: ['country', 'city'],
      schema: null,
      table: 'cities',
      references: ['country', 'name'],
    },
  ]);
  expect(server.log.events.filter(({ kind }) => kind === 'rpc')).toHaveLength(4);
});

test('names a schema only where it is not the login’s own', async () => {
  const columns = [
    { name: 'object_id', type: 'int' },
    { name: 'schema_name', type: 'sysname' },
    { name: 'table_name', type: 'sysname' },
    { name: 'kind', type: 'varchar(2)' },
    { name: 'comment', type: 'nvarchar(4000)' },
    { name: 'row_count', type: 'bigint' },
  ];
  const rows = [
    [1, 'dbo', 'orders', 'U', null, 5],
    [2, 'sales', 'orders', 'U', null, null],
  ];
  const answers = [{ match: /SUM\(pt\.rows\)/, columns, rows }];
  const schema = await open(targetOf(await serve({ answers }))).introspect(never);
  expect(schema.tables.map((table) => [table.schema, table.name, table.rowEstimate])).toEqual([
    [null, 'orders', 5],
    ['sales', 'orders', null],
  ]);
});

test('1,000 tables of 20 columns take less than three seconds', async () => {
  const tables = Array.from({ length: 1_000 }, (_, at) => at);
  const column = (name: string, type: string) => ({ name, type });
  const answers = [
    {
      match: /SUM\(pt\.rows\)/,
      columns: [
        ...[column('object_id', 'int'), column('schema_name', 'sysname')],
        ...[column('table_name', 'sysname'), column('kind', 'varchar(2)')],
        ...[column('comment', 'nvarchar(4000)'), column('row_count', 'bigint')],
      ],
      rows: tables.map((id): TdsValue[] => [
        id,
        'dbo',
        `table_${id}`,
        'U',
        'A comment of some length',
        id,
      ]),
    },
    {
      match: /FROM sys\.columns AS c\s/,
      columns: [
        ...[column('object_id', 'int'), column('column_name', 'sysname')],
        ...[column('type_name', 'sysname'), column('max_length', 'smallint')],
        ...[column('precision', 'tinyint'), column('scale', 'tinyint')],
        ...[column('is_nullable', 'bit'), column('is_primary_key', 'int')],
        column('comment', 'nvarchar(4000)'),
      ],
      rows: tables.flatMap((id) =>
        Array.from({ length: 20 }, (_, at): TdsValue[] => [
          ...[id, `column_${at}`, 'nvarchar', 80, 0, 0, at > 0, at === 0 ? 1 : 0],
          at % 3 === 0 ? 'وصف العمود' : null,
        ]),
      ),
    },
  ];
  const source = open(targetOf(await serve({ answers })));
  await source.test(never);
  const took = await cpuTime(async () => {
    const schema = await source.introspect(never);
    expect(schema.tables).toHaveLength(1_000);
    expect(schema.tables.every(({ columns }) => columns.length === 20)).toBe(true);
  });
  expect(took).toBeLessThan(3_000);
});
