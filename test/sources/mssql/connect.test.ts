import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findInstance } from '../../../src/main/sources/mssql/browser.ts';
import { MssqlDriver } from '../../../src/main/sources/mssql/connect.ts';
import { readEncryption, readSettings } from '../../../src/main/sources/mssql/settings.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { startBrowser } from '../../support/tds/browser.ts';
import { checked, limits, never, open, serve, targetOf, tools } from './support.ts';

const certificate = () =>
  generate([{ name: 'commonName', value: 'db.example' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'db.example' }] }],
  });

/** A TCP port where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }];

test('tells the engine’s version', async () => {
  const { engine } = await open(targetOf(await serve())).test(never);
  expect(engine).toBe('Microsoft SQL Server 2022 - 16.0.1000.6 (X64)');
});

describe('failures have codes', () => {
  test.each([
    [
      'a wrong password',
      { password: 'wrong' },
      { code: 'db_login_failed', params: { user: 'reader' } },
    ],
    [
      'an unknown user',
      { user: 'nobody' },
      { code: 'db_login_failed', params: { user: 'nobody' } },
    ],
    [
      'no such database',
      { database: 'Nowhere' },
      { code: 'db_no_such_database', params: { database: 'Nowhere' } },
    ],
    ['no user', { user: null }, { code: 'connection_string_invalid' }],
    [
      'Windows sign-in as this machine',
      { parameters: { integratedsecurity: 'true' } },
      { code: 'connection_string_invalid' },
    ],
  ])('%s', async (_what, changes, expected) => {
    const source = open(targetOf(await serve(), changes));
    await expect(source.test(never)).rejects.toMatchObject(expected);
  });

  test('nobody listens', async () => {
    const port = await freePort();
    await expect(open(targetOf({ host: '127.0.0.1', port })).test(never)).rejects.toMatchObject({
      code: 'db_refused',
      params: { host: '127.0.0.1', port },
    });
  });

  test('an unknown host', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const source = open(targetOf({ host: 'db.invalid', port: 1 }), { lookup });
    await expect(source.test(never)).rejects.toMatchObject({ code: 'db_unknown_host' });
  });

  test('a server that says nothing', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void mute.close());
    await once(mute, 'listening');
    const address = mute.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const parameters = { connecttimeout: '0.2' };
    const source = open(targetOf({ host: '127.0.0.1', port }, { parameters }));
    await expect(source.test(never)).rejects.toMatchObject({ code: 'db_no_answer' });
  });

  test('something that is no SQL Server', async () => {
    const web = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void web.close());
    await once(web, 'listening');
    const address = web.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(open(targetOf({ host: '127.0.0.1', port })).test(never)).rejects.toMatchObject({
      code: expect.stringMatching(/^db_/),
    });
  });
});

describe('TLS', () => {
  test('is required and verified unless it is switched off', () => {
    const endpoint = { name: 'db', address: '10.1.2.3', port: 1433 };
    const read = (parameters: Record<string, string>) =>
      readEncryption({ ...targetOf({ host: 'db', port: 1 }), parameters }, endpoint, 'anywhere');
    const safe = { encrypt: true, required: true, trustServerCertificate: false };
    expect(read({})).toMatchObject(safe);
    expect(read({ trustservercertificate: 'no' })).toMatchObject(safe);
    expect(read({ encrypt: 'Mandatory' })).toMatchObject(safe);
    expect(read({ encrypt: 'strict' })).toMatchObject({
      encrypt: 'strict',
      trustServerCertificate: false,
    });
    expect(read({ trustservercertificate: 'yes' })).toMatchObject({
      ...safe,
      trustServerCertificate: true,
    });
    expect(read({ encrypt: 'optional' })).toMatchObject({ encrypt: false, required: false });
  });

  test('a stranger’s certificate is refused before any password is sent', async () => {
    const made = await certificate();
    const server = await serve({ tls: { key: made.private, cert: made.cert } });
    const target = targetOf(
      { host: 'db.example', port: server.port },
      { parameters: { encrypt: 'true' } },
    );
    await expect(open(target, { lookup: toLoopback }).test(never)).rejects.toMatchObject({
      code: 'db_tls',
      params: { host: 'db.example', reason: expect.stringMatching(/self.signed/) },
    });
    expect(server.log.logins).toEqual([]);
  });

  test('takes a self-signed certificate on an explicit word only', async () => {
    const made = await certificate();
    const server = await serve({ tls: { key: made.private, cert: made.cert } });
    const parameters = { encrypt: 'true', trustservercertificate: 'yes' };
    await open(targetOf(server, { parameters })).test(never);
    expect(server.log.logins).toMatchObject([{ encrypted: true, accepted: true }]);
  });

  test('verifies by the organisation’s own authority, and the name', async () => {
    const made = await certificate();
    const server = await serve({ tls: { key: made.private, cert: made.cert } });
    using folder = temporaryFolder();
    const file = join(folder.path, 'authority.pem');
    await writeFile(file, made.cert);
    const to = (host: string) =>
      targetOf(
        { host, port: server.port },
        { parameters: { encrypt: 'true', servercertificate: file } },
      );
    await open(to('db.example'), { lookup: toLoopback }).test(never);
    expect(server.log.logins).toMatchObject([{ encrypted: true }]);
    await expect(
      open(to('other.example'), { lookup: toLoopback }).test(never),
    ).rejects.toMatchObject({
      code: 'db_tls',
    });
    const endpoint = { name: 'db.example', address: '10.1.2.3', port: 1 };
    expect(readEncryption(to('db.example'), endpoint, 'network').authorityFile).toBeNull();
  });

  test('strict is TDS 8: TLS before anything else', async () => {
    const made = await certificate();
    const server = await serve({ tls: { key: made.private, cert: made.cert } });
    using folder = temporaryFolder();
    const file = join(folder.path, 'authority.pem');
    await writeFile(file, made.cert);
    const parameters = { encrypt: 'strict', sslrootcert: file };
    const target = targetOf({ host: 'db.example', port: server.port }, { parameters });
    const source = open(target, { lookup: toLoopback });
    const result = await source.run(checked('SELECT 1 AS one'), limits(), never);
    expect(result.rows).toEqual([[1]]);
    expect(server.log.logins).toMatchObject([{ encrypted: true }]);
    const strange = targetOf({ host: 'other.example', port: server.port }, { parameters });
    await expect(open(strange, { lookup: toLoopback }).test(never)).rejects.toMatchObject({
      code: 'db_tls',
    });
  });

  test('is never given up when the server says it cannot encrypt: no password is sent', async () => {
    const server = await serve();
    const source = open(
      targetOf(server, { parameters: { encrypt: 'true', trustservercertificate: 'true' } }),
    );
    await expect(source.test(never)).rejects.toMatchObject({
      code: 'db_tls',
      params: { reason: 'the server offers no encryption' },
    });
    expect(server.log.logins).toEqual([]);
  });
});

test('signs a Windows user in by NTLM', async () => {
  const server = await serve({ logins: { 'CORP\\amal': { password: 'Sésame' } } });
  await open(targetOf(server, { user: 'CORP\\amal', password: 'Sésame' })).test(never);
  const parameters = { domain: 'CORP', integratedsecurity: 'SSPI' };
  await open(targetOf(server, { user: 'amal', password: 'Sésame', parameters })).test(never);
  expect(server.log.logins).toMatchObject([
    { user: 'CORP\\amal', windows: true, accepted: true },
    { user: 'CORP\\amal', windows: true, accepted: true },
  ]);
  await expect(
    open(targetOf(server, { user: 'CORP\\amal', password: 'no' })).test(never),
  ).rejects.toMatchObject({ code: 'db_login_failed' });
});

describe('named instances', () => {
  const endpoint = { name: 'db', address: '127.0.0.1', port: 1433 };

  test('the Browser says which port an instance has', async () => {
    await using browser = await startBrowser({ SQLEXPRESS: 50_123, OTHER: 50_124 }, 0);
    expect(await findInstance(endpoint, 'sqlexpress', browser.port, never)).toBe(50_123);
    expect(await findInstance(endpoint, 'OTHER', browser.port, never)).toBe(50_124);
    await expect(findInstance(endpoint, 'MISSING', browser.port, never)).rejects.toMatchObject({
      code: 'db_refused',
      params: { host: 'db\\MISSING' },
    });
  });

  test('a cancel does not wait for a Browser that is silent', async () => {
    const silent = createSocket('udp4');
    onTestFinished(() => void silent.close());
    silent.bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const controller = new AbortController();
    const asked = once(silent, 'message');
    const found = findInstance(endpoint, 'A', silent.address().port, controller.signal);
    const ended = expect(found).rejects.toMatchObject({ code: 'cancelled' });
    await asked;
    controller.abort();
    await ended;
  });

  test('a port of its own makes the Browser needless', async () => {
    const server = await serve();
    await open(targetOf(server, { parameters: { instancename: 'SQLEXPRESS' } })).test(never);
    expect(server.log.logins).toHaveLength(1);
  });
});

describe('replicas', () => {
  test('reads go to the first healthy host, without the person noticing', async () => {
    const primary = await serve();
    const replica = await serve();
    const hosts = [primary, replica].map(({ host, port }) => ({ host, port }));
    const source = open(targetOf(primary, { hosts }));
    const read = () => source.run(checked('SELECT COUNT(*) AS n FROM orders'), limits(), never);
    expect((await read()).rows).toEqual([[2]]);
    expect(replica.log.sessions).toHaveLength(0);
    await primary.stop();
    expect((await read()).rows).toEqual([[2]]);
    expect(replica.log.logins).toHaveLength(1);
  });

  test('a replica that will not serve now is passed over', async () => {
    const message = 'The target database is participating in an availability group.';
    const first = await serve({ refusal: { number: 976, message } });
    const second = await serve();
    const hosts = [first, second].map(({ host, port }) => ({ host, port }));
    await open(targetOf(first, { hosts })).test(never);
    expect([first, second].map(({ log }) => log.logins.length)).toEqual([1, 1]);
  });

  test('an availability group may send a reader on to its replica', async () => {
    const replica = await serve();
    const listener = await serve({
      readOnlyRoute: { host: 'replica.example', port: replica.port },
    });
    const asked: string[] = [];
    const lookup = async (host: string) => {
      asked.push(host);
      return toLoopback();
    };
    await open(targetOf(listener), { lookup }).run(checked('SELECT 1 AS n'), limits(), never);
    expect(replica.log.texts).toContain('SELECT 1 AS n');
    expect(asked).toContain('replica.example');
    const own = open(targetOf(listener, { parameters: { applicationintent: 'ReadWrite' } }));
    await own.run(checked('SELECT 2 AS n'), limits(), never);
    expect(listener.log.texts).toContain('SELECT 2 AS n');
  });

  test('a server may not send a reader on to this machine, where that is forbidden', async () => {
    const readOnlyRoute = { host: 'metadata.example', port: 80 };
    const { port } = await serve({ readOnlyRoute });
    const lookup = async () => [{ address: '169.254.169.254', family: 4 }];
    const target = targetOf({ host: 'db.example', port });
    const driver = new MssqlDriver(target, 'network', tools({ lookup }));
    const endpoint = { name: 'db.example', address: '127.0.0.1', port };
    const connecting = driver.connectTo(endpoint, readSettings(target), never, () => undefined);
    await expect(connecting).rejects.toMatchObject({
      code: 'db_host_forbidden',
    });
  });
});

describe('reconnecting', () => {
  test('a restarted server is no error for the next question', async () => {
    const server = await serve();
    const source = open(targetOf(server));
    const read = () =>
      source.run(checked('SELECT name FROM customers WHERE id = 3'), limits(), never);
    expect((await read()).rows).toEqual([['کیان']]);
    await server.restart();
    expect((await read()).rows).toEqual([['کیان']]);
    expect(server.log.sessions).toHaveLength(2);
  });

  test('a connection cut in the middle of a read is made anew, once', async () => {
    const cut = { match: /cut/, hangUp: true };
    const server = await serve({ answers: [cut] });
    await expect(
      open(targetOf(server)).run(checked('SELECT cut'), limits(), never),
    ).rejects.toMatchObject({ code: 'db_refused' });
    expect(server.log.texts.filter((sql) => sql === 'SELECT cut')).toHaveLength(2);
  });
});
