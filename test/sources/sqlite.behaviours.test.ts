import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EngineUnderTest, RunningEngine } from './behaviours/engine.ts';
import { shopRows } from './behaviours/shop.ts';
import { describeBehaviours } from './behaviours.ts';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

const tables = `
  CREATE TABLE customers ( -- People who buy from us
    id INTEGER PRIMARY KEY,
    name VARCHAR(100) NOT NULL, -- Full name, as on the invoice
    city TEXT,
    balance DECIMAL(12,2) NOT NULL);
  CREATE TABLE orders (
    country CHAR(2) NOT NULL, number INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers,
    ordered_on DATE NOT NULL, PRIMARY KEY (country, number));
  CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY, country CHAR(2) NOT NULL, order_number INTEGER NOT NULL,
    product VARCHAR(60) NOT NULL, quantity INTEGER NOT NULL,
    FOREIGN KEY (country, order_number) REFERENCES orders (country, number));
  CREATE VIEW open_orders AS SELECT number, ordered_on FROM orders;
  CREATE TABLE "مبيعات" ("المنطقة" TEXT, "المبلغ" DECIMAL(10,2));
  CREATE TABLE "odd ""name" ("a b" INTEGER, "select" INTEGER);`;

async function start(): Promise<RunningEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'diwan-sqlite-'));
  const path = join(folder, 'shop.sqlite');
  const beside = new DatabaseSync(path);
  beside.exec([tables, ...shopRows(quote, literal)].join(';\n'));
  return {
    connection: `sqlite://${path}`,
    server: null,
    async administrate(sql) {
      if (!/^\s*select/i.test(sql)) {
        beside.exec(sql);
        return [];
      }
      return beside.prepare(sql).all().map(Object.values);
    },
    async [Symbol.asyncDispose]() {
      beside.close();
      await rm(folder, { recursive: true });
    },
  };
}

const sqlite: EngineUnderTest = {
  name: 'SQLite',
  dialect: 'sqlite',
  groups: ['introspect', 'run', 'cancel', 'readonly'],
  start,
  words: {
    quote,
    literal,
    endless: 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r',
    rows: (count) =>
      `WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < ${count})
       SELECT n, printf('%0100d', n) AS filler FROM r`,
    megabytes: (count) => `SELECT hex(zeroblob(${count * 500_000})) AS big`,
    values: [
      { what: 'an integer', sql: '42', type: 'integer', cell: 42 },
      {
        what: 'an integer beyond 2^53',
        sql: '9007199254740993',
        type: 'integer',
        cell: '9007199254740993',
      },
      {
        what: 'the smallest integer',
        sql: '-9223372036854775807 - 1',
        type: 'integer',
        cell: '-9223372036854775808',
      },
      { what: 'a real', sql: '0.1', type: 'float', cell: 0.1 },
      { what: 'an infinite real', sql: '9e999', type: 'float', cell: 'Infinity' },
      { what: 'a text', sql: "'it''s'", type: 'text', cell: "it's" },
      { what: 'a blob', sql: "x'00FF10'", type: 'binary', cell: '0x00ff10' },
      { what: 'an empty blob', sql: "x''", type: 'binary', cell: '0x' },
      { what: 'a null', sql: 'NULL', type: 'text', cell: null },
      { what: 'a JSON text', sql: `json('{"a":[1,2]}')`, type: 'text', cell: '{"a":[1,2]}' },
      {
        what: 'a declared date',
        sql: '(SELECT max(ordered_on) FROM orders)',
        type: 'text',
        cell: '2026-03-07',
      },
    ],
    customerTypes: ['INTEGER', 'VARCHAR(100)', 'TEXT', 'DECIMAL(12,2)'],
    writes: [
      "INSERT INTO customers (id, name, balance) VALUES (9, 'x', 0)",
      "UPDATE customers SET name = 'x'",
      'DELETE FROM order_lines',
      'REPLACE INTO customers (id, name, balance) VALUES (1, 2, 3)',
      'DELETE FROM order_lines RETURNING *',
      'DROP TABLE order_lines',
      'CREATE TABLE left_behind (n INTEGER)',
      'CREATE TEMP TABLE left_behind AS SELECT * FROM customers',
      'CREATE VIEW left_behind AS SELECT 1',
      'CREATE TRIGGER t AFTER INSERT ON orders BEGIN DELETE FROM customers; END',
      'ALTER TABLE customers RENAME TO people',
      'PRAGMA writable_schema = 1',
      'PRAGMA journal_mode = DELETE',
      'PRAGMA query_only = 0',
      "ATTACH 'elsewhere.sqlite' AS elsewhere",
      "VACUUM INTO 'copy.sqlite'",
      'REINDEX',
      'ANALYZE',
      'BEGIN IMMEDIATE',
      "SELECT load_extension('evil')",
      "SELECT fts3_tokenizer('simple')",
      "SELECT writefile('x', 'y')",
      'SELECT 1; DELETE FROM order_lines',
    ],
    session: null,
    forbiddenTable: null,
    comments: true,
    createTable: (name) => `CREATE TABLE ${name} (n INTEGER)`,
    dropTable: (name) => `DROP TABLE ${name}`,
  },
};

describeBehaviours(sqlite);
