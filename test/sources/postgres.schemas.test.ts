import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import type { Source } from '../../src/main/sources/source.ts';
import { createSources, type Sources } from '../../src/main/sources/sources.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import type { DatabaseServer } from '../support/servers/server.ts';
import { anytime, forged, limits } from './behaviours/bench.ts';

let server: DatabaseServer;
let sources: Sources;

beforeAll(async () => {
  server = await startPostgres();
  const log = createLog('silent', { write: () => undefined });
  sources = createSources({ clock: systemClock, log });
  await server.administrate(`
    CREATE SCHEMA sales; CREATE SCHEMA closed;
    CREATE TABLE sales.orders (id integer PRIMARY KEY, placed date) PARTITION BY RANGE (id);
    CREATE TABLE sales.orders_1 PARTITION OF sales.orders FOR VALUES FROM (0) TO (100);
    CREATE TABLE public.notes (order_id integer REFERENCES sales.orders, note text, secret text);
    CREATE MATERIALIZED VIEW sales.totals AS SELECT count(*) AS n FROM sales.orders;
    CREATE TYPE public.mood AS ENUM ('fine', 'bad');
    CREATE DOMAIN public.percent AS numeric(5,2) CHECK (value >= 0);
    CREATE TABLE public.odd (mood public.mood, share public.percent, tags text[],
      twice integer GENERATED ALWAYS AS (1 + 1) STORED);
    INSERT INTO public.odd VALUES ('fine', 12.50, '{a,b}');
    CREATE TABLE closed.salaries (id integer);
    CREATE ROLE reader LOGIN PASSWORD 'pw';
    GRANT USAGE ON SCHEMA sales TO reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA sales TO reader;
    GRANT SELECT (order_id, note) ON public.notes TO reader;
    GRANT SELECT ON public.odd TO reader`);
});
afterAll(async () => {
  await sources[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const open = (query = ''): Promise<Source> => {
  const connection = `${server.url('reader', 'pw', 'postgres')}?${query}`;
  return sources.open(query, parseConnectionString(connection), 'anywhere');
};

describe('PostgreSQL’s schemas', () => {
  test('a login sees what it may read, partitions as one table', async () => {
    const { tables } = await (await open()).introspect(anytime());
    expect(tables.map(({ schema, name, kind }) => [schema, name, kind])).toEqual([
      [null, 'notes', 'table'],
      [null, 'odd', 'table'],
      ['sales', 'orders', 'table'],
      ['sales', 'totals', 'view'],
    ]);
  });

  test('columns it may not read are left out; keys name the other schema', async () => {
    const { tables } = await (await open()).introspect(anytime());
    const notes = tables.find(({ name }) => name === 'notes');
    expect(notes?.columns.map(({ name }) => name)).toEqual(['order_id', 'note']);
    expect(notes?.foreignKeys).toEqual([
      { columns: ['order_id'], schema: 'sales', table: 'orders', references: ['id'] },
    ]);
  });

  test('types of one’s own are worded and read', async () => {
    const source = await open();
    const { tables } = await source.introspect(anytime());
    const odd = tables.find(({ name }) => name === 'odd');
    expect(odd?.columns.map(({ type }) => type)).toEqual(['mood', 'percent', 'text[]', 'integer']);
    const { columns, rows } = await source.run(forged('SELECT * FROM odd'), limits, anytime());
    expect(columns.map(({ type }) => type)).toEqual(['other', 'decimal', 'other', 'integer']);
    expect(rows).toEqual([['fine', '12.50', '{a,b}', 2]]);
  });

  test('the connection string may name the schema to stand in', async () => {
    const source = await open('search_path=sales');
    const { tables } = await source.introspect(anytime());
    expect(tables.find(({ name }) => name === 'orders')?.schema).toBeNull();
    expect(tables.find(({ name }) => name === 'odd')?.schema).toBe('public');
    const { rows } = await source.run(forged('SELECT n FROM totals'), limits, anytime());
    expect(rows).toEqual([[0]]);
  });
});
