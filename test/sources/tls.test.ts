import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import { createSources, type Sources } from '../../src/main/sources/sources.ts';
import { tlsChoice } from '../../src/main/sources/tls.ts';
import { startMariaDb } from '../support/servers/mariadb.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import { anytime } from './behaviours/bench.ts';

const elsewhere = { name: 'db.example.com', address: '10.0.0.5', port: 5432 };
const here = { name: 'localhost', address: '127.0.0.1', port: 5432 };

describe('encryption', () => {
  test('is asked for and verified, unless the database is on this machine', () => {
    expect(tlsChoice({}, elsewhere)).toEqual({ mode: 'on', verify: 'identity' });
    expect(tlsChoice({}, here)).toEqual({ mode: 'prefer', verify: 'none' });
  });

  test.each([
    [{ sslmode: 'disable' }, { mode: 'off', verify: 'none' }],
    [{ sslmode: 'DISABLED' }, { mode: 'off', verify: 'none' }],
    [{ sslmode: 'prefer' }, { mode: 'prefer', verify: 'none' }],
    [{ sslmode: 'require' }, { mode: 'on', verify: 'identity' }],
    [{ sslmode: 'REQUIRED' }, { mode: 'on', verify: 'identity' }],
    [{ sslmode: 'verify-ca' }, { mode: 'on', verify: 'authority' }],
    [{ sslmode: 'VERIFY_IDENTITY' }, { mode: 'on', verify: 'identity' }],
    [{ sslmode: 'no-verify' }, { mode: 'on', verify: 'none' }],
    [{ ssl: 'true' }, { mode: 'on', verify: 'identity' }],
    [{ usessl: 'false' }, { mode: 'off', verify: 'none' }],
    [
      { encrypt: 'yes', trustservercertificate: 'true' },
      { mode: 'on', verify: 'none' },
    ],
    [{ trustservercertificate: 'no' }, { mode: 'on', verify: 'identity' }],
  ])('%o', (parameters, choice) => {
    expect(tlsChoice(parameters, elsewhere)).toEqual(choice);
  });

  test('a mode nobody knows is refused', () => {
    expect(() => tlsChoice({ sslmode: 'perhaps' }, elsewhere)).toThrow(
      expect.objectContaining({ code: 'connection_string_invalid' }),
    );
  });
});

describe.each([
  ['PostgreSQL', startPostgres, ['postgres', 'administrator', 'postgres']],
  ['MariaDB', startMariaDb, ['root', '', 'mysql']],
] as const)('a %s without TLS', (_name, start, [user, password, database]) => {
  let server: Awaited<ReturnType<typeof start>>;
  let sources: Sources;
  beforeAll(async () => {
    server = await start();
    const log = createLog('silent', { write: () => undefined });
    sources = createSources({ clock: systemClock, log });
  });
  afterAll(async () => {
    await sources[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const connecting = async (query: string) => {
    const connection = `${server.url(user, password, database)}?${query}`;
    const source = await sources.open(query, parseConnectionString(connection), 'anywhere');
    return source.test(anytime());
  };

  test('on this machine is connected to all the same', async () => {
    await expect(connecting('')).resolves.toBeDefined();
    await expect(connecting('sslmode=disable')).resolves.toBeDefined();
  });

  test('is refused where encryption was asked for', async () => {
    await expect(connecting('sslmode=require')).rejects.toMatchObject({ code: 'db_tls' });
    await expect(connecting('sslmode=no-verify')).rejects.toMatchObject({ code: 'db_tls' });
  });
});
