import { describe, expect, test } from 'vitest';
import { DiwanError } from '../../src/main/lib/errors.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import { HostHealth } from '../../src/main/sources/host-health.ts';
import {
  checkReach,
  connectFirst,
  isOwnMachine,
  type Lookup,
} from '../../src/main/sources/hosts.ts';
import { createTestClock } from '../support/clock.ts';

const answers = (...addresses: string[]): Lookup =>
  async function lookup() {
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
const unknown: Lookup = () => Promise.reject(new Error('ENOTFOUND'));
const target = parseConnectionString('postgres://reader:p@db.example.com/sales');

describe('the hosts that a person who is no operator may name', () => {
  test.each(['10.0.0.5', '192.168.1.9', '172.16.3.4', '93.184.216.34', '2001:db8::5'])(
    'a server of the organisation at %s',
    async (address) => {
      await expect(checkReach(target, 'network', answers(address))).resolves.toBeUndefined();
    },
  );

  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
  ])('not %s, whatever the name', async (address) => {
    await expect(checkReach(target, 'network', answers(address))).rejects.toMatchObject({
      code: 'db_host_forbidden',
      params: { host: 'db.example.com' },
    });
  });

  test('not a name that answers both ways', async () => {
    const both = answers('93.184.216.34', '127.0.0.1');
    await expect(checkReach(target, 'network', both)).rejects.toMatchObject({
      code: 'db_host_forbidden',
    });
  });

  test('not a replica on this machine', async () => {
    const replica = parseConnectionString('postgres://r:p@a.example,b.example/sales');
    const lookup: Lookup = (host) => answers(host === 'a.example' ? '10.0.0.1' : '::1')(host);
    await expect(checkReach(replica, 'network', lookup)).rejects.toMatchObject({
      params: { host: 'b.example' },
    });
  });

  test('no file of this machine', async () => {
    const file = parseConnectionString('sqlite:///etc/shadow.db');
    await expect(checkReach(file, 'network', unknown)).rejects.toMatchObject({
      code: 'db_host_forbidden',
    });
  });

  test('a name nobody knows is said to be unknown', async () => {
    await expect(checkReach(target, 'network', unknown)).rejects.toMatchObject({
      code: 'db_unknown_host',
      params: { host: 'db.example.com' },
    });
  });

  test('an operator may name this machine and its files', async () => {
    await expect(checkReach(target, 'anywhere', answers('127.0.0.1'))).resolves.toBeUndefined();
    const file = parseConnectionString('sqlite:///data/shop.db');
    await expect(checkReach(file, 'anywhere', unknown)).resolves.toBeUndefined();
  });
});

test('addresses of other machines are not this machine', () => {
  expect(['8.8.8.8', '10.1.1.1', '2001:db8::1', 'fd00::1'].filter(isOwnMachine)).toEqual([]);
});

describe('several hosts of one database', () => {
  const replicated = parseConnectionString('postgres://r:p@first.example,second.example/sales');
  const refused = new DiwanError('db_refused', { params: { host: 'first.example', port: 5432 } });

  /** Connects by a list of who is down; remembers who was tried. */
  function setUp() {
    const clock = createTestClock();
    const down = new Set<string>();
    const tried: string[] = [];
    const options = {
      reach: 'network',
      lookup: answers('10.0.0.1'),
      defaultPort: 5432,
      health: new HostHealth(clock),
    } as const;
    const connect = () =>
      connectFirst(replicated, options, async ({ name }, withinMs) => {
        tried.push(`${name} ${withinMs}`);
        if (down.has(name)) throw refused;
        return name;
      });
    return { clock, down, tried, connect };
  }

  test('the first serves while it answers', async () => {
    const { connect } = setUp();
    expect(await connect()).toBe('first.example');
  });

  test('the next serves when it does not, and is asked first for half a minute', async () => {
    const { clock, connect, down, tried } = setUp();
    down.add('first.example');
    expect(await connect()).toBe('second.example');
    expect(await connect()).toBe('second.example');
    expect(tried).toEqual(['first.example 3000', 'second.example Infinity', 'second.example 3000']);
    down.clear();
    clock.advance(30_000);
    expect(await connect()).toBe('first.example');
  });

  test('when none answers the first one’s failure is told', async () => {
    const { connect, down } = setUp();
    down.add('first.example').add('second.example');
    await expect(connect()).rejects.toBe(refused);
  });

  test('a refused login is refused everywhere', async () => {
    const login = new DiwanError('db_login_failed', { params: { user: 'r' } });
    const options = { reach: 'network', lookup: answers('10.0.0.1'), defaultPort: 1 } as const;
    const tried: string[] = [];
    const connecting = connectFirst(replicated, options, async ({ name }) => {
      tried.push(name);
      throw login;
    });
    await expect(connecting).rejects.toBe(login);
    expect(tried).toEqual(['first.example']);
  });

  test('a host with several addresses is tried at each', async () => {
    const options = {
      reach: 'network',
      lookup: answers('2001:db8::1', '10.0.0.1'),
      defaultPort: 5432,
    } as const;
    const address = await connectFirst(replicated, options, async (endpoint) => {
      if (endpoint.address.includes(':')) throw refused;
      return endpoint.address;
    });
    expect(address).toBe('10.0.0.1');
  });
});
