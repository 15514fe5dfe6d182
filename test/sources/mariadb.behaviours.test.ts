import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariaDb } from '../support/servers/mariadb.ts';
import type { DatabaseServer } from '../support/servers/server.ts';
import { anytime, forged, limits } from './behaviours/bench.ts';
import type { ConnectionChange, EngineUnderTest, RunningEngine } from './behaviours/engine.ts';
import { shopRows } from './behaviours/shop.ts';
import { describeBehaviours } from './behaviours.ts';

const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``;
const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** What INTO OUTFILE would write, if the login had the FILE right. */
const leftBehind = join(tmpdir(), `diwan-left-behind-${process.pid}`);

const tables = `
  CREATE TABLE customers (id int PRIMARY KEY,
    name varchar(100) NOT NULL COMMENT 'Full name, as on the invoice',
    city text, balance decimal(12,2) NOT NULL) COMMENT 'People who buy from us';
  CREATE TABLE orders (country char(2), number int, customer_id int NOT NULL,
    ordered_on date NOT NULL, PRIMARY KEY (country, number),
    FOREIGN KEY (customer_id) REFERENCES customers (id));
  CREATE TABLE order_lines (id int PRIMARY KEY, country char(2) NOT NULL,
    order_number int NOT NULL, product text NOT NULL, quantity int NOT NULL,
    FOREIGN KEY (country, order_number) REFERENCES orders (country, number));
  CREATE VIEW open_orders AS SELECT number, ordered_on FROM orders;
  CREATE TABLE \`مبيعات\` (\`المنطقة\` text, \`المبلغ\` decimal(10,2));
  CREATE TABLE \`odd "name\` (\`a b\` int, \`select\` int)`;

/** A reader made by hand, an owner who may do anything in the shop, a table neither may see. */
const logins = `
  CREATE USER reader IDENTIFIED BY 'reading is fun';
  GRANT SELECT, SHOW VIEW ON shop.* TO reader;
  CREATE DATABASE office;
  CREATE TABLE office.salaries (id int);
  CREATE USER owner IDENTIFIED BY 'all of it';
  GRANT ALL ON shop.* TO owner;
  GRANT PROCESS ON *.* TO owner`;

async function start(): Promise<RunningEngine> {
  const server = await startMariaDb({ tls: true });
  await server.administrate('CREATE DATABASE shop CHARACTER SET utf8mb4');
  await server.administrate([tables, ...shopRows(quote, literal)].join(';\n'), 'shop');
  await server.administrate(`${logins}; ANALYZE TABLE customers`, 'shop');
  const authority = join(tmpdir(), `diwan-authority-${server.port}.pem`);
  await writeFile(authority, server.certificate?.certificate ?? '');
  return running(server, authority);
}

const sessions = "FROM information_schema.processlist WHERE user IN ('reader', 'owner')";

function running(server: DatabaseServer, authority: string): RunningEngine {
  const connectionWith = (change: ConnectionChange): string => {
    const { user = 'reader', password = 'reading is fun', database = 'shop' } = change;
    const first = { host: change.host ?? '127.0.0.1', port: change.port ?? server.port };
    const hosts = [first, ...(change.replicas ?? [])].map(({ host, port }) => `${host}:${port}`);
    const query = new URLSearchParams(change.parameters);
    return `mysql://${user}:${encodeURIComponent(password)}@${hosts.join(',')}/${database}?${query}`;
  };
  const count = async (sql: string) => Number((await server.administrate(sql))[0]?.[0]);
  return {
    connection: connectionWith({}),
    administrate: (sql) => server.administrate(sql, 'shop'),
    server: {
      stop: () => server.stop(),
      start: () => server.start(),
      sessions: () => count(`SELECT count(*) ${sessions}`),
      running: () => count(`SELECT count(*) ${sessions} AND command = 'Query'`),
      async killSessions() {
        for (const [id] of await server.administrate(`SELECT id ${sessions}`))
          await server.administrate(`KILL ${id}`);
      },
      connectionWith,
      owner: connectionWith({ user: 'owner', password: 'all of it' }),
      ownerPassword: 'all of it',
      ownerRights: [/^ALL PRIVILEGES on shop/, /^PROCESS$/, /^DELETE on customers$/],
      async loginByScript(script) {
        await server.administrate(script.replaceAll('…', 'chosen'), 'shop');
        return connectionWith({ user: 'diwan_reader', password: 'chosen' });
      },
      authority,
      async encrypted(source) {
        const sql = `SELECT variable_value FROM information_schema.session_status
          WHERE variable_name = 'Ssl_cipher'`;
        return (await source.run(forged(sql), limits, anytime())).rows[0]?.[0] !== '';
      },
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(authority);
    },
  };
}

const mariadb: EngineUnderTest = {
  name: 'MariaDB',
  dialect: 'mysql',
  groups: ['connect', 'tls', 'reconnect', 'introspect', 'run', 'cancel', 'readonly', 'audit'],
  start,
  words: {
    quote,
    literal,
    endless: `SELECT count(*) FROM information_schema.columns AS a, information_schema.columns AS b,
      information_schema.columns AS c, information_schema.columns AS d`,
    rows: (count) => `SELECT seq AS n, lpad(seq, 100, '0') AS filler FROM seq_1_to_${count}`,
    megabytes: (count) => `SELECT repeat('x', ${count * 1_000_000}) AS big`,
    values: [
      { what: 'an integer', sql: '42', type: 'integer', cell: 42 },
      {
        what: 'an integer beyond 2^53',
        sql: '9007199254740993',
        type: 'integer',
        cell: '9007199254740993',
      },
      {
        what: 'the largest unsigned integer',
        sql: '18446744073709551615',
        type: 'integer',
        cell: '18446744073709551615',
      },
      {
        what: 'a decimal of any length',
        sql: '12345678901234567890.123456789012345678900',
        type: 'decimal',
        cell: '12345678901234567890.123456789012345678900',
      },
      { what: 'a double', sql: '0.1e0', type: 'float', cell: 0.1 },
      { what: 'a bit', sql: "b'1'", type: 'binary', cell: '0x01' },
      { what: 'a text', sql: "'it''s'", type: 'text', cell: "it's" },
      { what: 'a date', sql: "DATE '2026-02-28'", type: 'date', cell: '2026-02-28' },
      { what: 'a time', sql: "TIME '-13:45:00'", type: 'time', cell: '-13:45:00' },
      {
        what: 'a datetime',
        sql: "CAST('2026-02-28 13:45:00.123456' AS DATETIME(6))",
        type: 'datetime',
        cell: '2026-02-28T13:45:00.123456',
      },
      { what: 'bytes', sql: "x'00FF10'", type: 'binary', cell: '0x00ff10' },
      {
        what: 'a uuid',
        sql: "CAST('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' AS UUID)",
        type: 'uuid',
        cell: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      },
      {
        what: 'JSON as it stands',
        sql: `JSON_COMPACT('{"a" : 1.10}')`,
        type: 'json',
        cell: '{"a":1.10}',
      },
      { what: 'a point', sql: 'POINT(1.5, 2)', type: 'other', cell: 'POINT(1.5 2)' },
      {
        what: 'a polygon',
        sql: "ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))')",
        type: 'other',
        cell: 'POLYGON((0 0,1 0,1 1,0 0))',
      },
      {
        what: 'a collection',
        sql: "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),MULTIPOINT(3 4,5 6))')",
        type: 'other',
        cell: 'GEOMETRYCOLLECTION(POINT(1 2),MULTIPOINT(3 4,5 6))',
      },
      { what: 'an address', sql: "CAST('::1' AS INET6)", type: 'other', cell: '::1' },
      { what: 'a null', sql: 'NULL', type: 'text', cell: null },
    ],
    customerTypes: ['int(11)', 'varchar(100)', 'text', 'decimal(12,2)'],
    writes: [
      "INSERT INTO customers VALUES (9, 'x', 'x', 0)",
      "REPLACE INTO customers VALUES (1, 'x', 'x', 0)",
      "UPDATE customers SET name = 'x'",
      'DELETE FROM order_lines',
      'DELETE FROM order_lines RETURNING *',
      'TRUNCATE order_lines',
      'DROP TABLE order_lines',
      'RENAME TABLE order_lines TO lines',
      'CREATE TABLE left_behind (n int)',
      'CREATE TABLE left_behind AS SELECT * FROM customers',
      'CREATE OR REPLACE VIEW open_orders AS SELECT 1',
      'ALTER TABLE customers DROP COLUMN city',
      'CREATE INDEX left_behind ON customers (name)',
      'SELECT 1; DROP TABLE order_lines',
      'START TRANSACTION READ WRITE',
      'SET SESSION TRANSACTION READ WRITE',
      'SET tx_read_only = 0',
      `SELECT * FROM customers INTO OUTFILE '${leftBehind}'`,
      "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE order_lines",
      'LOCK TABLES customers WRITE',
      'SELECT * FROM customers FOR UPDATE',
      "PREPARE later FROM 'DELETE FROM order_lines'",
      "EXECUTE IMMEDIATE 'DELETE FROM order_lines'",
      'BEGIN NOT ATOMIC DELETE FROM order_lines; END',
      'GRANT ALL ON shop.* TO reader',
      "SET PASSWORD = PASSWORD('x')",
      'OPTIMIZE TABLE customers',
      "SELECT GET_LOCK('all', 0)",
      'CALL nothing()',
      'HANDLER customers OPEN',
    ],
    leftBehind,
    session: {
      change: 'SELECT @left_behind := 7',
      show: 'SELECT @left_behind AS v',
      unchanged: null,
    },
    forbiddenTable: 'office.salaries',
    comments: true,
    createTable: (name) => `CREATE TABLE ${name} (n int)`,
    dropTable: (name) => `DROP TABLE ${name}`,
  },
};

describeBehaviours(mariadb);
