/**
 * SQL Server as far as its protocol goes: the server is the TDS stand-in, so that rights, types
 * and T-SQL are what it was told to answer. docs/databases.md says what that leaves unproven.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder.ts';
import { certificateFor } from '../support/servers/tls.ts';
import type { Answer, Rights } from '../support/tds/answers.ts';
import { startTds, type TdsServer } from '../support/tds/server.ts';
import type { TdsValue } from '../support/tds/values.ts';
import type {
  ConnectionChange,
  EngineUnderTest,
  RunningEngine,
  ValueCase,
} from './behaviours/engine.ts';
import { columnComment, shopRows, tableComment } from './behaviours/shop.ts';
import { describeBehaviours } from './behaviours.ts';

const quote = (name: string) => `[${name.replaceAll(']', ']]')}]`;
const literal = (text: string) => `N'${text.replaceAll("'", "''")}'`;
const sqliteLiteral = (text: string) => literal(text).slice(1);

const tables = `
  CREATE TABLE customers (id int PRIMARY KEY, name nvarchar(100) NOT NULL, city nvarchar(60),
    balance decimal(12,2) NOT NULL);
  CREATE TABLE orders (country nchar(2), number int, customer_id int NOT NULL
    REFERENCES customers(id), ordered_on date NOT NULL, PRIMARY KEY (country, number));
  CREATE TABLE order_lines (id int PRIMARY KEY, country nchar(2) NOT NULL,
    order_number int NOT NULL, product nvarchar(100) NOT NULL, quantity int NOT NULL,
    FOREIGN KEY (country, order_number) REFERENCES orders(country, number));
  CREATE VIEW open_orders AS SELECT number, ordered_on FROM orders;
  CREATE TABLE [مبيعات] ([المنطقة] nvarchar(60), [المبلغ] decimal(10,2));
  CREATE TABLE [odd "name] ([a b] int, [select] int);
  CREATE TABLE salaries (id int);
  CREATE TABLE sys_comments (table_name text, column_name text, comment text);
  INSERT INTO sys_comments VALUES ('customers', NULL, '${tableComment}'),
    ('customers', 'name', '${columnComment}');
`;

const reading: Rights = {
  serverPermissions: ['CONNECT SQL', 'VIEW ANY DATABASE'],
  databasePermissions: ['CONNECT'],
};
const owning: Rights = {
  databaseRoles: ['db_owner'],
  databasePermissions: ['CONTROL', 'INSERT', 'SELECT'],
  owned: [['schema', 'dbo']],
};

const filler = 'x'.repeat(100);

function* numbered(count: number): Generator<TdsValue[]> {
  for (let n = 1; n <= count; n += 1) yield [n, filler];
}

const numberIn = (sql: string, shape: RegExp): number => Number(shape.exec(sql)?.[1] ?? 0);

/** What SQLite could not answer as SQL Server would. */
const answers: Answer[] = [
  { match: /^SELECT COUNT_BIG/, columns: [{ name: '', type: 'bigint' }], runaway: true },
  {
    match: /^SELECT TOP \(\d+\) ROW_NUMBER/,
    columns: [
      { name: 'n', type: 'bigint' },
      { name: 'filler', type: 'varchar(8000)' },
    ],
    rows: ({ sql }) => numbered(numberIn(sql, /TOP \((\d+)\)/)),
  },
  {
    match: /^SELECT REPLICATE/,
    columns: [{ name: 'big', type: 'varchar(max)' }],
    rows: ({ sql }) => [['x'.repeat(numberIn(sql, /, (\d+)\)/))]],
  },
];

/** Sent as CAST(… AS type), which the stand-in answers with a column of that very type. */
const casts: readonly [string, string, TdsValue, ValueCase['type'], ValueCase['cell']][] = [
  ['an integer', 'int', '42', 'integer', 42],
  ['a bigint within 2^53', 'bigint', '42', 'integer', 42],
  ['a bigint beyond 2^53', 'bigint', '9007199254740993', 'integer', '9007199254740993'],
  [
    'a decimal of 38 digits',
    'decimal(38,10)',
    '1234567890123456789012345678.0123456789',
    'decimal',
    '1234567890123456789012345678.0123456789',
  ],
  ['money', 'money', '-922337203685477.5808', 'decimal', '-922337203685477.5808'],
  ['a float', 'float', '0.1', 'float', 0.1],
  ['a real', 'real', '0.1', 'float', 0.1],
  ['a bit', 'bit', '1', 'boolean', true],
  ['a text', 'nvarchar(20)', "it's", 'text', "it's"],
  ['a char with its blanks', 'nchar(3)', 'a', 'text', 'a  '],
  ['a date', 'date', '2026-02-28', 'date', '2026-02-28'],
  ['a time', 'time(7)', '13:45:00.25', 'time', '13:45:00.25'],
  [
    'a datetime2 with seven digits',
    'datetime2(7)',
    '2026-02-28 13:45:00.1234567',
    'datetime',
    '2026-02-28T13:45:00.1234567',
  ],
  [
    'a datetimeoffset with its offset',
    'datetimeoffset(7)',
    '2026-02-28 13:45:00 +03:30',
    'datetime',
    '2026-02-28T13:45:00+03:30',
  ],
  ['bytes', 'varbinary(max)', '0x00ff10', 'binary', '0x00ff10'],
  [
    'a uuid',
    'uniqueidentifier',
    'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
    'uuid',
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  ],
  ['xml as text', 'xml', '<a>ب</a>', 'text', '<a>ب</a>'],
];

const values = casts.map(([what, type, sent, cellType, cell]): ValueCase => {
  return { what, sql: `CAST(${literal(String(sent))} AS ${type})`, type: cellType, cell };
});

const castAnswers = casts.map(
  ([, type, sent], at): Answer => ({
    match: new RegExp(`^SELECT ${values[at]?.sql.replace(/[.*+?^$()|[\]\\]/g, '\\$&')} AS v$`),
    columns: [{ name: 'v', type }],
    rows: [[type === 'bit' ? Number(sent) : sent]],
  }),
);

async function start(): Promise<RunningEngine> {
  const { certificate, key } = await certificateFor('localhost');
  const server = await startTds({
    databases: { Shop: [tables, ...shopRows(quote, sqliteLiteral)].join(';\n') },
    logins: {
      reader: { password: 'reading is fun', readOnly: true, hidden: ['salaries'], rights: reading },
      owner: { password: 'all of it', rights: owning },
    },
    answers: [...answers, ...castAnswers],
    tls: { key, cert: certificate },
  });
  const folder = temporaryFolder();
  const authority = join(folder.path, 'authority.pem');
  await writeFile(authority, certificate);
  return running(server, folder, authority);
}

function running(server: TdsServer, folder: Disposable, authority: string): RunningEngine {
  const connectionWith = (change: ConnectionChange): string => {
    const { user = 'reader', password = 'reading is fun', database = 'Shop' } = change;
    const replicas = change.replicas?.map(({ host, port }) => `${host},${port}`).join(',');
    const words = {
      Server: `${change.host ?? server.host},${change.port ?? server.port}`,
      ...{ Database: database, 'User Id': user, Password: password },
      ...(replicas === undefined ? {} : { 'Failover Partner': replicas }),
      ...change.parameters,
    };
    return Object.entries(words)
      .map(([word, value]) => `${word}="${value}"`)
      .join(';');
  };
  return {
    connection: connectionWith({}),
    administrate: async (sql) => server.administrate('Shop', sql),
    server: {
      stop: () => server.stop(),
      start: () => server.start(),
      sessions: async () => server.connections,
      running: async () => server.running,
      killSessions: async () => server.dropConnections(),
      connectionWith,
      owner: connectionWith({ user: 'owner', password: 'all of it' }),
      ownerPassword: 'all of it',
      ownerRights: [
        /^db_owner$/,
        /^CONTROL on database$/,
        /^owner of schema dbo$/,
        /^CREATE TABLE/,
      ],
      async loginByScript(script) {
        const user = runScript(server, script.replaceAll('<choose a password>', 'chosen'));
        return connectionWith({ user, password: 'chosen' });
      },
      authority,
      encrypted: async () => server.log.logins.at(-1)?.encrypted ?? false,
    },
    [Symbol.asyncDispose]: async () => {
      folder[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The stand-in knows no DCL: what the script says is read from it, and made so. */
function runScript(server: TdsServer, script: string): string {
  const [, user = '', password = ''] =
    /CREATE LOGIN \[(.+?)\] WITH PASSWORD = N'(.*?)'/.exec(script) ?? [];
  const mayRead = script.includes(`GRANT SELECT ON SCHEMA::[dbo] TO [${user}];`);
  if (!mayRead) throw new Error('the script grants nothing');
  server.addLogin(user, { password, readOnly: true, hidden: ['salaries'], rights: reading });
  return user;
}

const mssql: EngineUnderTest = {
  name: 'SQL Server (the TDS stand-in)',
  dialect: 'mssql',
  groups: ['connect', 'tls', 'reconnect', 'introspect', 'run', 'cancel', 'readonly', 'audit'],
  start,
  words: {
    quote,
    literal,
    endless:
      'SELECT COUNT_BIG(*) FROM sys.all_columns AS a, sys.all_columns AS b, sys.all_columns AS c',
    rows: (count) =>
      `SELECT TOP (${count}) ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n, REPLICATE('x', 100) AS filler FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b`,
    megabytes: (count) =>
      `SELECT REPLICATE(CONVERT(varchar(max), 'x'), ${count * 1_000_000}) AS big`,
    values,
    customerTypes: ['int', 'nvarchar(100)', 'nvarchar(60)', 'decimal(12,2)'],
    writes: [
      "INSERT INTO customers VALUES (9, N'x', N'x', 0)",
      "UPDATE customers SET name = N'x'",
      'DELETE FROM order_lines',
      'TRUNCATE TABLE order_lines',
      'DROP TABLE order_lines',
      'CREATE TABLE left_behind (n int)',
      'SELECT * INTO left_behind FROM customers',
      'SELECT 1 AS n; DELETE FROM order_lines',
      'SELECT 1 AS n; COMMIT; DELETE FROM order_lines',
      'ROLLBACK; DELETE FROM order_lines',
      'SELECT 1 AS n COMMIT DELETE FROM order_lines',
      'COMMIT',
      'ROLLBACK',
      'BEGIN TRANSACTION; DELETE FROM order_lines',
      'SET IMPLICIT_TRANSACTIONS OFF; DELETE FROM order_lines',
      'SET XACT_ABORT ON; DELETE FROM order_lines',
      'USE master; SELECT 1 AS n',
      "EXEC('DELETE FROM order_lines')",
      'ALTER TABLE customers ADD more int',
    ],
    session: {
      change: 'SET LOCK_TIMEOUT 1',
      show: 'SELECT @@LOCK_TIMEOUT AS wait',
      unchanged: 5_000,
    },
    forbiddenTable: 'salaries',
    comments: true,
    createTable: (name) => `CREATE TABLE ${name} (n int)`,
    dropTable: (name) => `DROP TABLE ${name}`,
  },
};

describeBehaviours(mssql);
