import { randomBytes } from 'node:crypto';
import sql from 'mssql';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, test } from 'vitest';
import { startTds, type TdsOptions, type TdsServer } from './server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const shop = `
  CREATE TABLE [Order Details](id int PRIMARY KEY, name nvarchar(40), price decimal(10,2), at datetime2(7));
  INSERT INTO [Order Details] VALUES
    (1, 'قهوة ☕', 12.5, '2024-05-06 07:08:09.1234567'), (2, 'چای', 3, NULL), (3, 'Tea', -0.25, NULL);
`;

async function serve(options: Partial<TdsOptions> = {}): Promise<TdsServer> {
  const server = await startTds({
    databases: { Shop: shop },
    logins: { reader: { password: 'pässwörd سر' } },
    ...options,
  });
  closing.push(() => server.close());
  return server;
}

async function connect(server: TdsServer, config: Partial<sql.config> = {}) {
  const pool = new sql.ConnectionPool({
    server: server.host,
    port: server.port,
    user: 'reader',
    password: 'pässwörd سر',
    database: 'Shop',
    ...config,
    options: { encrypt: false, maxRetriesOnTransientErrors: 0, ...config.options } as sql.IOptions,
  });
  // Without a listener the driver's late socket errors would end the process.
  pool.on('error', () => {});
  await pool.connect();
  closing.push(() => pool.close());
  return pool;
}

describe('the TDS stand-in under the real driver', () => {
  test('signs in, and tells what LOGIN7 said', async () => {
    const server = await serve();
    await connect(server, { options: { readOnlyIntent: true, appName: 'Diwan' } as sql.IOptions });
    expect(server.log.logins[0]).toMatchObject({
      user: 'reader',
      password: 'pässwörd سر',
      database: 'Shop',
      application: 'Diwan',
      readOnlyIntent: true,
      encrypted: false,
      accepted: true,
    });
  });

  test('answers queries with Unicode, parameters and batches of several statements', async () => {
    const pool = await connect(await serve());
    const found = await pool
      .request()
      .input('name', sql.NVarChar, 'چای')
      .input('least', sql.Int, 1)
      .query(
        'SELECT TOP (5) id, name, price, at FROM [dbo].[Order Details] WHERE name = @name AND id > @least',
      );
    expect(found.recordset).toEqual([{ id: 2, name: 'چای', price: 3, at: null }]);
    const both = await pool
      .request()
      .batch("SELECT COUNT(*) AS n FROM dbo.[Order Details]; SELECT N'سلام' AS w");
    expect(both.recordsets).toEqual([[{ n: '3' }], [{ w: 'سلام' }]]);
  });

  test.each([
    ['SELECT * FROM dbo.nowhere', 208],
    ['SELECT missing FROM [Order Details]', 207],
    ['SELEC 1', 102],
    ['INSERT INTO [Order Details](id) VALUES (9)', 229],
    ['CREATE TABLE x(a int)', 262],
  ])('%s is error %i', async (text, number) => {
    const pool = await connect(
      await serve({ logins: { reader: { password: 'pässwörd سر', readOnly: true } } }),
    );
    await expect(pool.request().query(text)).rejects.toMatchObject({ number });
  });

  test('refuses a wrong password and an unknown database as SQL Server words it', async () => {
    const server = await serve();
    await expect(connect(server, { password: 'x' })).rejects.toThrow(
      "Login failed for user 'reader'",
    );
    await expect(connect(server, { database: 'None' })).rejects.toMatchObject({ code: 'ELOGIN' });
    expect(server.log.logins.map(({ accepted }) => accepted)).toEqual([false, false]);
  });

  test('stops a runaway statement on attention and serves the connection on', async () => {
    const server = await serve({ answers: [{ match: /endless/, runaway: true }] });
    const pool = await connect(server, { requestTimeout: 50, pool: { max: 1 } });
    await expect(pool.request().query('SELECT * FROM endless')).rejects.toMatchObject({
      code: 'ETIMEOUT',
    });
    expect(server.log.events.map(({ kind }) => kind)).toContain('interrupted');
    expect((await pool.request().query('SELECT 1 AS one')).recordset).toEqual([{ one: '1' }]);
    expect(server.connections).toBe(1);
  });

  test('streams an endless result and stops at the client’s wish', async () => {
    const columns = [{ name: 'n', type: 'int' }];
    const naturals = function* () {
      for (let n = 0; ; n += 1) yield [n];
    };
    const server = await serve({ answers: [{ match: /naturals/, columns, rows: naturals }] });
    const request = (await connect(server)).request();
    request.stream = true;
    let seen = 0;
    const ended = new Promise((resolve) => request.on('error', resolve));
    request.on('row', () => {
      seen += 1;
      if (seen === 5_000) request.cancel();
    });
    void request.query('SELECT n FROM naturals');
    expect(await ended).toMatchObject({ code: 'ECANCEL' });
    expect(seen).toBe(5_000);
  });

  test('really rolls back, by request and by batch', async () => {
    const server = await serve();
    const pool = await connect(server);
    const transaction = pool.transaction();
    await transaction.begin();
    await transaction.request().query('DELETE FROM [Order Details]');
    await transaction.rollback();
    await pool.request().batch('BEGIN TRANSACTION; DELETE FROM [Order Details]; ROLLBACK');
    const left = await pool.request().query('SELECT id FROM [Order Details]');
    expect(left.recordset).toHaveLength(3);
  });

  test('sends every type the driver can read', async () => {
    const bytes = randomBytes(20_000);
    const columns = [
      ['int', 7],
      ['bigint', 9_007_199_254_740_993n],
      ['bit', true],
      ['decimal(38,10)', '12.5'],
      ['money', '-922.5808'],
      ['float', 1.5],
      ['real', 0.5],
      ['date', '0001-01-01'],
      ['datetime', '2024-02-29 23:59:59.997'],
      ['datetime2(3)', '2024-02-29 23:59:59.123'],
      ['datetimeoffset(0)', '2024-02-29 23:59:59 +03:00'],
      ['uniqueidentifier', '01234567-89AB-CDEF-0123-456789ABCDEF'],
      ['varbinary(max)', bytes],
      ['nvarchar(max)', 'ب'.repeat(30_000)],
      ['varchar(20) collate arabic', 'سلام'],
      ['nchar(3)', 'x'],
      ['xml', '<a/>'],
      ['ntext', 'متن'],
    ] as const;
    const answer = {
      match: /types/,
      columns: columns.map(([type], at) => ({ name: `c${at}`, type })),
      rows: [columns.map(([, value]) => value), columns.map(() => null)],
    };
    const pool = await connect(await serve({ answers: [answer] }), { arrayRowMode: true });
    const [row, nulls] = (await pool.request().query('SELECT types')).recordset;
    expect(row).toEqual([
      ...[7, '9007199254740993', true, 12.5, -922.5808, 1.5, 0.5],
      ...['0001-01-01T00:00:00.000Z', '2024-02-29T23:59:59.997Z', '2024-02-29T23:59:59.123Z'].map(
        (text) => new Date(text),
      ),
      new Date('2024-02-29T20:59:59Z'),
      '01234567-89AB-CDEF-0123-456789ABCDEF',
      bytes,
      'ب'.repeat(30_000),
      ...['سلام', 'x  ', '<a/>', 'متن'],
    ]);
    expect(nulls).toEqual(columns.map(() => null));
  });

  test('encrypts inside PRELOGIN', async () => {
    const made = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 });
    const server = await serve({ tls: { key: made.private, cert: made.cert } });
    const options = { encrypt: true, trustServerCertificate: true } as sql.IOptions;
    const pool = await connect(server, { options });
    const big = await pool.request().query(`SELECT '${'é'.repeat(40_000)}' AS text`);
    expect(big.recordset[0].text).toHaveLength(40_000);
    expect(server.log.logins[0]?.encrypted).toBe(true);
    await expect(connect(server, { options: { encrypt: true } as sql.IOptions })).rejects.toThrow(
      /self.signed/,
    );
  });

  test('signs a Windows user in by NTLM, and refuses a wrong password', async () => {
    const server = await serve({ logins: { 'CORP\\amal': { password: 'Sésame' } } });
    const windows = { domain: 'CORP', user: 'amal' };
    await expect(connect(server, { ...windows, password: 'no' })).rejects.toThrow('Login failed');
    const pool = await connect(server, { ...windows, password: 'Sésame' });
    expect((await pool.request().query('SELECT 1 AS one')).recordset).toEqual([{ one: '1' }]);
    expect(server.log.logins.at(-1)).toMatchObject({ user: 'CORP\\amal', windows: true });
  });

  test('keeps its data and port over a restart', async () => {
    const server = await serve();
    const pool = await connect(server);
    await pool.request().query('DELETE FROM [Order Details] WHERE id = 1');
    await server.restart();
    const left = await pool.request().query('SELECT id FROM [Order Details]');
    expect(left.recordset).toEqual([{ id: 2 }, { id: 3 }]);
  });

  test('sends clients with read-only intent on to the replica', async () => {
    const replica = await serve();
    const server = await serve({ readOnlyRoute: { host: '127.0.0.1', port: replica.port } });
    const pool = await connect(server, { options: { readOnlyIntent: true } as sql.IOptions });
    await pool.request().query('SELECT 1 AS one');
    expect(replica.log.texts).toContain('SELECT 1 AS one');
    expect(server.log.texts).toEqual([]);
  });
});
