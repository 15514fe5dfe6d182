import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/servers/postgres.ts';
import type { DatabaseServer } from '../support/servers/server.ts';
import { anytime, forged, limits } from './behaviours/bench.ts';
import type { ConnectionChange, EngineUnderTest, RunningEngine } from './behaviours/engine.ts';
import { shopRows } from './behaviours/shop.ts';
import { describeBehaviours } from './behaviours.ts';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** What COPY would write; the owner’s login has the right to it. */
const leftBehind = join(tmpdir(), `diwan-left-behind-${process.pid}`);

const tables = `
  CREATE TABLE customers (id integer PRIMARY KEY, name varchar(100) NOT NULL,
    city text, balance numeric(12,2) NOT NULL);
  COMMENT ON TABLE customers IS 'People who buy from us';
  COMMENT ON COLUMN customers.name IS 'Full name, as on the invoice';
  CREATE TABLE orders (country char(2), number integer, customer_id integer NOT NULL
    REFERENCES customers, ordered_on date NOT NULL, PRIMARY KEY (country, number));
  CREATE TABLE order_lines (id integer PRIMARY KEY, country char(2) NOT NULL,
    order_number integer NOT NULL, product text NOT NULL, quantity integer NOT NULL,
    FOREIGN KEY (country, order_number) REFERENCES orders);
  CREATE VIEW open_orders AS SELECT number, ordered_on FROM orders;
  CREATE TABLE "مبيعات" ("المنطقة" text, "المبلغ" numeric(10,2));
  CREATE TABLE "odd ""name" ("a b" integer, "select" integer)`;

/** A reader made by hand, an owner who may do anything in the shop, a table only the owner sees. */
const logins = `
  CREATE ROLE reader LOGIN PASSWORD 'reading is fun';
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
  CREATE TABLE salaries (id integer);
  REVOKE ALL ON salaries FROM reader;
  CREATE ROLE owner LOGIN PASSWORD 'all of it' CREATEDB;
  ALTER DATABASE shop OWNER TO owner;
  ALTER TABLE customers OWNER TO owner;
  GRANT ALL ON ALL TABLES IN SCHEMA public TO owner;
  GRANT pg_write_server_files, pg_execute_server_program TO owner`;

async function start(): Promise<RunningEngine> {
  const server = await startPostgres({ tls: true });
  await server.administrate('CREATE DATABASE shop');
  await server.administrate(
    [tables, ...shopRows(quote, literal), logins, 'ANALYZE'].join(';\n'),
    'shop',
  );
  const authority = join(tmpdir(), `diwan-authority-${server.port}.pem`);
  await writeFile(authority, server.certificate?.certificate ?? '');
  return running(server, authority);
}

const sessions = "FROM pg_stat_activity WHERE usename IN ('reader', 'owner')";

function running(server: DatabaseServer, authority: string): RunningEngine {
  const connectionWith = (change: ConnectionChange): string => {
    const { user = 'reader', password = 'reading is fun', database = 'shop' } = change;
    const first = { host: change.host ?? '127.0.0.1', port: change.port ?? server.port };
    const hosts = [first, ...(change.replicas ?? [])].map(({ host, port }) => `${host}:${port}`);
    const query = new URLSearchParams(change.parameters);
    return `postgres://${user}:${encodeURIComponent(password)}@${hosts.join(',')}/${database}?${query}`;
  };
  const count = async (sql: string) => Number((await server.administrate(sql))[0]?.[0]);
  return {
    connection: connectionWith({}),
    administrate: (sql) => server.administrate(sql, 'shop'),
    server: {
      stop: () => server.stop(),
      start: () => server.start(),
      sessions: () => count(`SELECT count(*) ${sessions}`),
      running: () => count(`SELECT count(*) ${sessions} AND state = 'active'`),
      async killSessions() {
        await server.administrate(`SELECT pg_terminate_backend(pid) ${sessions}`);
      },
      connectionWith,
      owner: connectionWith({ user: 'owner', password: 'all of it' }),
      ownerPassword: 'all of it',
      ownerRights: [
        /CREATEDB/,
        /owner of customers/,
        /INSERT on orders/,
        /pg_write_server_files/,
        /pg_execute_server_program/,
      ],
      async loginByScript(script) {
        await server.administrate(script.replaceAll('…', 'chosen'), 'shop');
        return connectionWith({ user: 'diwan_reader', password: 'chosen' });
      },
      authority,
      async encrypted(source) {
        const sql = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
        return (await source.run(forged(sql), limits, anytime())).rows[0]?.[0] === true;
      },
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(authority);
    },
  };
}

const postgres: EngineUnderTest = {
  name: 'PostgreSQL',
  dialect: 'postgres',
  groups: ['connect', 'tls', 'reconnect', 'introspect', 'run', 'cancel', 'readonly', 'audit'],
  start,
  words: {
    quote,
    literal,
    endless: 'SELECT count(*) FROM generate_series(1, 1000000000000) AS a',
    rows: (count) =>
      `SELECT n, lpad(n::text, 100, '0') AS filler FROM generate_series(1, ${count}) AS n`,
    megabytes: (count) => `SELECT repeat('x', ${count * 1_000_000}) AS big`,
    values: [
      { what: 'an integer', sql: '42', type: 'integer', cell: 42 },
      { what: 'a bigint within 2^53', sql: '42::bigint', type: 'integer', cell: 42 },
      {
        what: 'a bigint beyond 2^53',
        sql: '9007199254740993',
        type: 'integer',
        cell: '9007199254740993',
      },
      {
        what: 'a numeric of any length',
        sql: '12345678901234567890.123456789012345678900',
        type: 'decimal',
        cell: '12345678901234567890.123456789012345678900',
      },
      { what: 'money', sql: '(-1234.50)::numeric::money', type: 'decimal', cell: '-1234.50' },
      { what: 'a double', sql: '0.1::float8', type: 'float', cell: 0.1 },
      { what: 'no number', sql: "'NaN'::float8", type: 'float', cell: 'NaN' },
      { what: 'an infinite double', sql: "'-Infinity'::float8", type: 'float', cell: '-Infinity' },
      { what: 'true', sql: 'true', type: 'boolean', cell: true },
      { what: 'false', sql: 'false', type: 'boolean', cell: false },
      { what: 'a text', sql: "'it''s'", type: 'text', cell: "it's" },
      { what: 'a char with its blanks', sql: "'a'::char(3)", type: 'text', cell: 'a  ' },
      { what: 'a date', sql: "date '2026-02-28'", type: 'date', cell: '2026-02-28' },
      { what: 'a time', sql: "time '13:45:00.25'", type: 'time', cell: '13:45:00.25' },
      {
        what: 'a timestamp',
        sql: "timestamp '2026-02-28 13:45:00.123456'",
        type: 'datetime',
        cell: '2026-02-28T13:45:00.123456',
      },
      {
        what: 'a timestamp with its zone',
        sql: "timestamptz '2026-02-28 13:45:00+00'",
        type: 'datetime',
        cell: '2026-02-28T13:45:00Z',
      },
      { what: 'the end of time', sql: "'infinity'::date", type: 'date', cell: 'infinity' },
      { what: 'an interval', sql: "interval '1 day 2 h'", type: 'other', cell: '1 day 02:00:00' },
      { what: 'bytes', sql: "'\\x00ff10'::bytea", type: 'binary', cell: '0x00ff10' },
      {
        what: 'a uuid',
        sql: "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
        type: 'uuid',
        cell: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      },
      {
        what: 'JSON as it stands',
        sql: `'{"a" : 1.10}'::json`,
        type: 'json',
        cell: '{"a" : 1.10}',
      },
      { what: 'an array', sql: "ARRAY['a', NULL, 'b c']", type: 'other', cell: '{a,NULL,"b c"}' },
      { what: 'a point', sql: 'point(1.5, 2)', type: 'other', cell: '(1.5,2)' },
      { what: 'an address', sql: "'10.0.0.1/8'::inet", type: 'other', cell: '10.0.0.1/8' },
      { what: 'a range', sql: "'[1,5)'::int4range", type: 'other', cell: '[1,5)' },
      { what: 'a null', sql: 'NULL', type: 'text', cell: null },
    ],
    customerTypes: ['integer', 'character varying(100)', 'text', 'numeric(12,2)'],
    writes: [
      "INSERT INTO customers VALUES (9, 'x', 'x', 0)",
      "UPDATE customers SET name = 'x'",
      'DELETE FROM order_lines',
      'TRUNCATE order_lines',
      'DROP TABLE order_lines',
      'CREATE TABLE left_behind (n integer)',
      'CREATE TEMP TABLE left_behind AS SELECT * FROM customers',
      'SELECT * INTO left_behind FROM customers',
      'WITH gone AS (DELETE FROM order_lines RETURNING *) SELECT * FROM gone',
      'SELECT 1; COMMIT; DELETE FROM order_lines',
      'COMMIT',
      'ROLLBACK',
      'SET TRANSACTION READ WRITE',
      'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE',
      "SELECT set_config('transaction_read_only', 'off', false)",
      'SET default_transaction_read_only = off',
      `COPY customers TO PROGRAM 'cat > ${leftBehind}'`,
      `COPY customers TO '${leftBehind}'`,
      'COPY customers TO STDOUT',
      'COPY customers FROM STDIN',
      'GRANT ALL ON customers TO reader',
      "ALTER ROLE reader PASSWORD 'x'",
      "COMMENT ON TABLE customers IS 'x'",
      'LOCK TABLE customers IN ACCESS EXCLUSIVE MODE',
      'SELECT * FROM customers FOR UPDATE',
      "SELECT nextval('nothing')",
      'DO $$ BEGIN DELETE FROM order_lines; END $$',
      'VACUUM',
      'CREATE EXTENSION dblink',
      'LISTEN everything',
      'PREPARE later AS DELETE FROM order_lines',
      'SELECT pg_advisory_lock(1)',
    ],
    leftBehind,
    session: {
      change: "SELECT set_config('work_mem', '65kB', false)",
      show: "SELECT current_setting('work_mem')",
      unchanged: '4MB',
    },
    forbiddenTable: 'salaries',
    comments: true,
    createTable: (name) => `CREATE TABLE ${name} (n integer); GRANT SELECT ON ${name} TO reader`,
    dropTable: (name) => `DROP TABLE ${name}`,
  },
};

describeBehaviours(postgres);
