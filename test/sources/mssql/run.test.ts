import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isDiwanError } from '../../../src/main/lib/errors.ts';
import { MssqlDriver } from '../../../src/main/sources/mssql/connect.ts';
import { runStatement } from '../../../src/main/sources/mssql/statement.ts';
import type { Source } from '../../../src/main/sources/source.ts';
import { checked, limits, never, open, serve, targetOf, tools } from './support.ts';

const run = (source: Source, sql: string, changes = {}) =>
  source.run(checked(sql), limits(changes), never);

const failing = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (isDiwanError(error) ? { code: error.code, ...error.params } : error),
  );

test('reads rows, names and Unicode', async () => {
  const source = open(targetOf(await serve()));
  const sql =
    "SELECT TOP (2) name, city, COUNT(*) FROM dbo.customers WHERE name <> N'Zoë' GROUP BY name, city ORDER BY name";
  expect(await run(source, sql)).toMatchObject({
    columns: [
      { name: 'name', type: 'text' },
      { name: 'city', type: 'text' },
      { name: 'column3', type: 'integer' },
    ],
    rows: [
      ['أمل', 'القاهرة', 1],
      ['کیان', 'تهران', 1],
    ],
    cut: null,
  });
});

test('keeps columns of the same name apart, and an empty result has its columns', async () => {
  const source = open(targetOf(await serve()));
  const twice = await run(source, 'SELECT id AS n, name AS n FROM customers WHERE id = 1');
  expect(twice.rows).toEqual([[1, 'أمل']]);
  const none = await run(source, 'SELECT id, total FROM orders WHERE id > 99');
  expect(none).toMatchObject({ rows: [], cut: null });
  expect(none.columns).toEqual([
    { name: 'id', type: 'integer' },
    { name: 'total', type: 'decimal' },
  ]);
});

describe('read-only on the wire', () => {
  test('says that it only reads, and wraps each statement in a transaction it rolls back', async () => {
    const server = await serve();
    const source = open(targetOf(server));
    await run(source, 'SELECT 1 AS one');
    await run(source, 'SELECT 2 AS two');
    expect(server.log.logins).toMatchObject([{ readOnlyIntent: true, application: 'Diwan' }]);
    const [session] = server.log.sessions;
    const steps = session?.events.flatMap((event) =>
      event.kind === 'rpc'
        ? [event.sql]
        : event.kind === 'transaction'
          ? [event.action]
          : event.kind === 'reset'
            ? ['reset']
            : [],
    );
    expect(steps).toEqual([
      ...['begin', 'SELECT 1 AS one', 'rollback'],
      ...['reset', 'begin', 'SELECT 2 AS two', 'rollback'],
    ]);
    const settings = session?.events.flatMap((event) =>
      event.kind === 'setting' ? [event.sql] : [],
    );
    expect(settings).toEqual(
      expect.arrayContaining([
        'SET LOCK_TIMEOUT 5000',
        'SET DEADLOCK_PRIORITY LOW',
        'SET XACT_ABORT OFF',
      ]),
    );
  });

  test('sends the judged text and no other, by sp_executesql', async () => {
    const server = await serve();
    const sql = "SELECT /* kept */ N'سلام' AS a";
    await run(open(targetOf(server)), sql);
    const sent = server.log.events.filter(({ kind }) => kind === 'rpc');
    expect(sent).toEqual([{ kind: 'rpc', sql, parameters: [], transactions: 1 }]);
  });

  test('a write that came through all the same is gone afterwards', async () => {
    const source = open(targetOf(await serve()));
    expect(await failing(run(source, 'DELETE FROM orders'))).toMatchObject({
      code: 'db_permission',
    });
    expect((await run(source, 'SELECT COUNT(*) AS n FROM orders')).rows).toEqual([[2]]);
  });

  test('a write behind a smuggled COMMIT is in a transaction again, and rolled back', async () => {
    const source = open(targetOf(await serve()));
    await failing(run(source, 'SELECT 1 AS one; COMMIT; DELETE FROM orders'));
    expect((await run(source, 'SELECT COUNT(*) AS n FROM orders')).rows).toEqual([[2]]);
  });

  test('a statement that leaves no transaction is an error', async () => {
    const source = open(targetOf(await serve()));
    expect(await failing(run(source, 'COMMIT'))).toMatchObject({
      code: 'db_engine_error',
      reason: expect.stringContaining('Transaction count'),
    });
  });

  test('nor does a transaction pass that is not the one it began with', async () => {
    const server = await serve();
    const source = open(targetOf(server));
    const hostile = 'COMMIT; DELETE FROM orders; SELECT 1 AS one';
    expect(await failing(run(source, hostile))).toMatchObject({
      code: 'db_engine_error',
      reason: expect.stringContaining('ended the transaction'),
    });
    const left = await run(source, 'SELECT COUNT(*) AS n FROM orders');
    expect(left.rows).toEqual([[2]]);
    expect(server.log.sessions).toHaveLength(2);
  });

  test('a second result is refused: the guard lets one query through', async () => {
    const source = open(targetOf(await serve()));
    expect(await failing(run(source, 'SELECT 1 AS one; SELECT 2 AS two'))).toMatchObject({
      code: 'db_engine_error',
      reason: expect.stringContaining('more than one result'),
    });
  });
});

describe('caps', () => {
  const columns = [
    { name: 'n', type: 'int' },
    { name: 'word', type: 'nvarchar(max)' },
  ];
  const rows = function* () {
    for (let n = 0; ; n += 1) yield [n, 'كلمة'];
  };

  test('a result without end stops at the row cap, and the server is told', async () => {
    const server = await serve({ answers: [{ match: /naturals/, columns, rows }] });
    const result = await run(open(targetOf(server)), 'SELECT * FROM naturals', { maxRows: 500 });
    expect(result.rows).toHaveLength(500);
    expect(result.cut).toBe('rows');
    const kinds = () => server.log.events.map(({ kind }) => kind);
    await vi.waitFor(() => expect(kinds()).toContain('interrupted'), 60_000);
  });

  test('exactly as many rows as allowed are not cut', async () => {
    const source = open(targetOf(await serve()));
    expect(await run(source, 'SELECT id FROM customers', { maxRows: 3 })).toMatchObject({
      cut: null,
    });
    expect(await run(source, 'SELECT id FROM customers', { maxRows: 2 })).toMatchObject({
      cut: 'rows',
      rows: [[1], [2]],
    });
  });

  test('the byte cap counts UTF-8', async () => {
    const server = await serve({ answers: [{ match: /naturals/, columns, rows }] });
    const result = await run(open(targetOf(server)), 'SELECT * FROM naturals', { maxBytes: 90 });
    expect(result).toMatchObject({ cut: 'bytes' });
    expect(result.rows).toHaveLength(10);
  });

  test('a giant cell is neither kept in memory nor shown in part', async () => {
    const giant = {
      match: /giant/,
      columns: [{ name: 'x', type: 'xml' }],
      rows: [['a'.repeat(12_000_000)]],
    };
    const source = open(targetOf(await serve({ answers: [giant] })));
    const result = await run(source, 'SELECT giant', { maxBytes: 100_000_000 });
    expect(result).toMatchObject({ rows: [], cut: 'bytes' });
  });

  test('of a giant cell the driver keeps no more than the bound', async () => {
    const columns = [{ name: 'x', type: 'xml' }];
    const giant = { match: /giant/, columns, rows: [['a'.repeat(20_000_000)], ['b']] };
    const target = targetOf(await serve({ answers: [giant] }));
    const driver = new MssqlDriver(target, 'anywhere', tools());
    const session = await driver.connect(never, () => undefined);
    onTestFinished(() => driver.close(session));
    const lengths: number[] = [];
    const row = ([value]: unknown[]) => lengths.push(String(value).length) > 0;
    await runStatement(session, 'SELECT giant', { columns: () => undefined, row }, never);
    expect(lengths).toEqual([expect.any(Number), 1]);
    expect(lengths[0]).toBeLessThan(16_010_000 / 2);
  });
});

test.each([
  ['JSON_F52E2B61-18A1-11d1-B105-00805F49916B', 'json', 'json'],
  ['XML_F52E2B61-18A1-11d1-B105-00805F49916B', 'xml', 'text'],
])('a document that comes in pieces (%s) is one cell', async (name, title, type) => {
  const columns = [{ name, type: 'nvarchar(max)' }];
  const pieces = { match: /FOR/, columns, rows: [['[{"a":'], ['"ب"}]']] };
  const source = open(targetOf(await serve({ answers: [pieces] })));
  expect(await run(source, 'SELECT 1 FOR', { maxRows: 1 })).toMatchObject({
    columns: [{ name: title, type }],
    rows: [['[{"a":"ب"}]']],
    cut: null,
  });
  expect(await run(source, 'SELECT 1 FOR', { maxBytes: 8 })).toMatchObject({ cut: 'bytes' });
});

describe('errors', () => {
  test.each([
    [
      'SELECT * FROM dbo.vanished',
      { code: 'db_engine_error', reason: "Invalid object name 'vanished'." },
    ],
    [
      'SELECT colour FROM customers',
      { code: 'db_engine_error', reason: "Invalid column name 'colour'." },
    ],
    ['SELEC 1', { code: 'db_engine_error', reason: "Incorrect syntax near 'SELEC'." }],
    [
      'SELECT * FROM orders',
      {
        code: 'db_permission',
        reason: expect.stringContaining('permission was denied on the object'),
      },
    ],
    ['SELECT busy', { code: 'db_timeout', seconds: 5 }],
    ['SELECT asleep', { code: 'db_refused' }],
  ])('%s', async (sql, expected) => {
    const answers = [
      { match: /busy/, error: { number: 1222, message: 'Lock request time out period exceeded.' } },
      {
        match: /asleep/,
        error: { number: 40613, message: 'Database is not currently available.' },
      },
    ];
    const logins = { reader: { password: 'p', hidden: ['orders'] } };
    const source = open(targetOf(await serve({ answers, logins }), { password: 'p' }));
    expect(await failing(run(source, sql))).toMatchObject(expected);
  });

  test('an error after the first rows is an error, and the session serves on', async () => {
    const half = {
      match: /half/,
      columns: [{ name: 'n', type: 'int' }],
      rows: function* () {
        yield [1];
        throw new Error('Divide by zero error encountered.');
      },
    };
    const server = await serve({ answers: [half] });
    const source = open(targetOf(server));
    expect(await failing(run(source, 'SELECT half'))).toMatchObject({
      code: 'db_engine_error',
      reason: 'Divide by zero error encountered.',
    });
    expect((await run(source, 'SELECT 1 AS one')).rows).toEqual([[1]]);
    expect(server.log.sessions).toHaveLength(1);
  });

  test('no password is in what is thrown, nor in its causes', async () => {
    const secret = 'hunter2-گذرواژه';
    const source = open(targetOf(await serve(), { password: secret }));
    const error = await run(source, 'SELECT 1').catch((thrown: unknown) => thrown);
    const texts: string[] = [];
    for (let at = error; at instanceof Error; at = at.cause) {
      texts.push(at.message, at.stack ?? '', JSON.stringify(at));
    }
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.join('\n')).not.toContain('hunter2');
  });
});

test('several statements at a time each have a session of their own', async () => {
  const server = await serve();
  const source = open(targetOf(server));
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, n) => run(source, `SELECT ${n} AS n`)),
  );
  expect(results.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(server.log.sessions.length).toBeLessThanOrEqual(8);
});
