import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { type HostHealth, impatientMs } from './host-health.ts';
import type { Reach, Target } from './source.ts';

/** All addresses of a host name, as `dns.promises.lookup(host, { all: true })` gives them. */
export type Lookup = (host: string) => Promise<{ address: string; family: number }[]>;

/** A host as a driver needs it: the address that was judged, and the name TLS must verify. */
export interface Endpoint {
  name: string;
  address: string;
  port: number;
}

const ownMachine = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  ownMachine.addSubnet(net, bits, 'ipv4');
  // The same machines by IPv6: mapped, compatible, NAT64, 6to4.
  for (const prefix of ['::ffff:', '::', '64:ff9b::'])
    ownMachine.addSubnet(`${prefix}${net}`, 96 + bits, 'ipv6');
}
for (const [net, bits] of [
  ['::', 127],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['2002:7f00::', 24],
  ['2002:a9fe::', 32],
  ['2002:0000::', 24],
] as const)
  ownMachine.addSubnet(net, bits, 'ipv6');

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address leads to this machine, to link-local (cloud metadata) or to no machine. */
export const isOwnMachine = (address: string): boolean =>
  ownMachine.check(address, familyOf(address)) || ownInterfaces().check(address, familyOf(address));

/** The addresses under which others reach this machine lead to it as well; they may change. */
function ownInterfaces(): BlockList {
  const list = new BlockList();
  for (const { address, family } of Object.values(networkInterfaces()).flatMap(
    (all) => all ?? [],
  )) {
    list.addAddress(address, family === 'IPv6' ? 'ipv6' : 'ipv4');
    if (family === 'IPv4') list.addAddress(`64:ff9b::${address}`, 'ipv6');
  }
  return list;
}

export const isLoopback = (address: string): boolean =>
  address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');

const forbidden = (host: string): DiwanError =>
  new DiwanError('db_host_forbidden', { params: { host } });

/**
 * The addresses of a host that `reach` allows. One forbidden address among them refuses the host:
 * a name that answers both ways is an attack. Throws `db_unknown_host` or `db_host_forbidden`.
 */
export async function resolveHost(host: string, reach: Reach, lookup: Lookup): Promise<string[]> {
  const addresses = await lookup(host).then(
    (found) => found.map(({ address }) => address.replace(/%.*$/, '')),
    (cause: unknown) => {
      throw new DiwanError('db_unknown_host', { cause, params: { host } });
    },
  );
  if (addresses.length === 0) throw new DiwanError('db_unknown_host', { params: { host } });
  if (reach === 'network' && addresses.some(isOwnMachine)) throw forbidden(host);
  return addresses;
}

/**
 * The check when a database is added; resolveHost repeats it at every connection, because DNS
 * may answer otherwise then. Throws `db_host_forbidden` or `db_unknown_host`.
 */
export async function checkReach(target: Target, reach: Reach, lookup: Lookup): Promise<void> {
  if (reach === 'anywhere') return;
  if (target.dialect === 'sqlite') throw forbidden(target.database);
  await Promise.all(target.hosts.map(({ host }) => resolveHost(host, reach, lookup)));
}

/** Failures that another replica may not share; a refused login would be refused everywhere. */
const nextHostMayHelp = (error: unknown): boolean =>
  isDiwanError(error, 'db_unknown_host') ||
  isDiwanError(error, 'db_refused') ||
  isDiwanError(error, 'db_no_answer') ||
  isDiwanError(error, 'db_tls');

interface FirstOptions {
  reach: Reach;
  lookup: Lookup;
  defaultPort: number;
  health?: HostHealth;
}

/**
 * Connects to the first healthy host, in the target's order, at the first address that answers.
 * `connect` rejects with a DiwanError; it is told to be quick (in ms) while another host could
 * answer instead. The first host's failure is thrown when none answers.
 */
export async function connectFirst<Connection>(
  target: Target,
  options: FirstOptions,
  connect: (endpoint: Endpoint, withinMs: number) => Promise<Connection>,
): Promise<Connection> {
  const hosts = options.health?.order(target.hosts) ?? target.hosts;
  const failures: unknown[] = [];
  const answered = (endpoint: Endpoint, withinMs: number) =>
    connect(endpoint, withinMs).catch((error: unknown) => {
      throw unanswered(error, endpoint);
    });
  for (const host of hosts) {
    const isLast = host === hosts.at(-1);
    try {
      const addresses = await resolveHost(host.host, options.reach, options.lookup);
      const port = host.port ?? options.defaultPort;
      const connection = await firstAddress(addresses, (address, isLastAddress) =>
        answered(
          { name: host.host, address, port },
          isLast && isLastAddress ? Number.POSITIVE_INFINITY : impatientMs,
        ),
      );
      options.health?.answered(host);
      return connection;
    } catch (error) {
      if (!nextHostMayHelp(error)) throw error;
      options.health?.failed(host);
      failures.push(error);
    }
  }
  throw (
    failures[0] ?? new DiwanError('connection_string_invalid', { params: { reason: 'no host' } })
  );
}

/** Who asked nothing yet is not told to ask for less. */
function unanswered(error: unknown, { name: host, port }: Endpoint): unknown {
  if (!isDiwanError(error, 'db_timeout')) return error;
  return new DiwanError('db_no_answer', { cause: error, params: { ...error.params, host, port } });
}

async function firstAddress<Connection>(
  addresses: string[],
  connect: (address: string, isLast: boolean) => Promise<Connection>,
): Promise<Connection> {
  let last: unknown = null;
  for (const address of addresses) {
    try {
      return await connect(address, address === addresses.at(-1));
    } catch (error) {
      const nextMayHelp = isDiwanError(error, 'db_refused') || isDiwanError(error, 'db_no_answer');
      if (!nextMayHelp) throw error;
      last = error;
    }
  }
  throw last;
}
