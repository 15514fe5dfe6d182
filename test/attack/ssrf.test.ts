import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../src/preload/contract/contract.ts';
import { rejected } from '../support/errors.ts';
import { type Siege, siege } from '../support/siege.ts';
import { tally } from '../support/tally.ts';

let town: Siege;
let inside: Server;
let port: number;
let knocks = 0;
const tried = tally('connection strings that lead inwards');
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  town = stack.use(await siege());
  inside = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  }).listen(0, '::');
  stack.defer(() => void inside.close());
  await once(inside, 'listening');
  port = (inside.address() as AddressInfo).port;
});
afterAll(async () => {
  tried.print();
  await stack.disposeAsync();
});

const ownAddresses = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));

/** This machine and what lies beside it, as it can be written. */
const places = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '0.0.0.0',
  '0',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '169.254.169.254',
  '2852039166',
  '0xA9FEA9FE',
  '[::ffff:a9fe:a9fe]',
  '[fe80::1]',
  '１２７.０.０.１',
  'ⓛocalhost',
  ...ownAddresses,
];

const forms: ((host: string) => string)[] = [
  (host) => `postgres://u:p@${host}:${port}/x`,
  (host) => `mysql://u:p@${host}:${port}/x`,
  (host) => `mssql://u:p@${host}:${port}/x`,
  (host) => `Server=${host.replace(/[[\]]/g, '')},${port};Database=x;User Id=u;Password=p`,
];

/** Where a driver of its own would look for the host. */
const beside = (host: string): string[] => [
  `postgres://u:p@/x?host=${host}&port=${port}`,
  'postgres://u:p@/x?host=/var/run/postgresql',
  'postgres://u:p@%2Fvar%2Frun%2Fpostgresql/x',
  'mysql://u:p@/x?socketPath=/var/run/mysqld/mysqld.sock',
  'mysql://u:p@/x?unix_socket=/var/run/mysqld/mysqld.sock',
  `Server=203.0.113.7;Failover Partner=${host},${port};Database=x;User Id=u;Password=p`,
  'Server=(localdb)\\MSSQLLocalDB;Database=x',
  'Server=np:\\\\.\\pipe\\sql\\query;Database=x;User Id=u;Password=p',
  `Server=.,${port};Database=x;User Id=u;Password=p`,
];

const files = [
  'sqlite:///etc/passwd',
  'sqlite:////etc/shadow',
  'sqlite:///../../../../etc/passwd',
  'sqlite://relative.db',
  'sqlite:///%2e%2e/%2e%2e/etc/passwd',
  'file:///etc/passwd',
  'file:/etc/passwd',
  '/etc/passwd',
  './manager.sqlite',
  '../costs.sqlite',
  'C:\\Windows\\win.db',
  '\\\\host\\share\\x.db',
  '//host/share/x.db',
  'sqlite:////host/share/x.db',
  'sqlite:///:memory:',
  'Data Source=/etc/passwd',
];

const add = (who: Siege['standalone'], connection: string) => {
  tried.count();
  const { signal } = new AbortController();
  const input = { name: `x${Math.random()}`, connection };
  return rejected(town.app.databases.catalogue.add(who, input, signal));
};

/** Told apart from a connection that was tried and failed. */
const judged = [
  'db_host_forbidden',
  'db_unknown_host',
  'connection_string_invalid',
  'db_file_missing',
];

describe.each([
  ['somebody on their own', () => town.standalone],
  ['an owner', () => town.a.owner],
])('%s', (_name, who) => {
  it.each(places)('never reaches %s', async (host) => {
    for (const form of forms) {
      const code = await add(who(), form(host));
      expect([form(host), judged.includes(code) ? 'judged' : code]).toEqual([form(host), 'judged']);
    }
    expect(knocks).toBe(0);
  });

  it('never reaches this machine by what stands beside the host', async () => {
    for (const connection of beside('127.0.0.1'))
      expect([connection, judged.includes(await add(who(), connection))]).toEqual([
        connection,
        true,
      ]);
    expect(knocks).toBe(0);
  });

  it.each(files)('opens no file: %s', async (connection) => {
    const code = await add(who(), connection);
    expect(['db_host_forbidden', 'connection_string_invalid', 'db_unknown_host']).toContain(code);
  });
});

describe('where models and programs are asked', () => {
  it('is for the operator alone to set', () => {
    for (const name of [
      'settings.set',
      'settings.reset',
      'setup.modelKey',
      'setup.mail',
      'setup.bot',
    ] as const)
      expect(contract[name].access).toBe('operator');
  });

  it('is an address of the web', () => {
    const set = (openaiBaseUrl: string) => () => town.app.settings.set('models', { openaiBaseUrl });
    for (const url of ['file:///etc/passwd', 'ftp://x', 'javascript:x', 'unix:/var/run/x', 'x'])
      expect(set(url)).toThrow();
  });
});
