import { readFile } from 'node:fs/promises';
import { isIP, connect as openSocket, type Socket } from 'node:net';
import type { ConnectionConfiguration } from 'tedious';
import { z } from 'zod';
import { DiwanError } from '../../lib/errors.ts';
import { type Endpoint, resolveHost } from '../hosts.ts';
import type { EngineTools, Reach } from '../source.ts';
import { findInstance } from './browser.ts';
import { requireTls } from './downgrade.ts';
import { type Connection, type Driver, loadDriver } from './driver.ts';
import { connectFailure, type Place, type ServerMessage } from './errors.ts';
import { exactValues, largestCell } from './exact.ts';
import type { Settings } from './settings.ts';

/** One signed-in connection and what is known of it. */
export interface Session {
  driver: Driver;
  connection: Connection;
  place: Place;
  /** Nothing ran on it yet, so it needs no reset. */
  fresh: boolean;
}

/** How long the server may take to acknowledge an attention before the connection is given up. */
const cancelMs = 2_000;

export interface Way {
  settings: Settings;
  database: string;
  reach: Reach;
  tools: Pick<EngineTools, 'lookup'>;
}

/** Signs in at one endpoint. `lost` is called once when the connection ends. */
export async function openSession(
  endpoint: Endpoint,
  way: Way,
  signal: AbortSignal,
  lost: () => void,
): Promise<Session> {
  const { settings, database } = way;
  const driver = await loadDriver();
  const place = { host: endpoint.name, port: endpoint.port, user: settings.user, database };
  const said: ServerMessage[] = [];
  try {
    const connection = new driver.Connection(await configuration(endpoint, way));
    // An error event without a listener would end the process; requests report it too.
    connection.on('error', () => undefined);
    connection.on('errorMessage', ({ number, message }) => said.push({ number, message }));
    connection.once('end', lost);
    await signIn(connection, signal);
    return { driver, connection, place, fresh: true };
  } catch (error) {
    throw connectFailure(error, said, place, settings.connectMs);
  }
}

async function signIn(connection: Connection, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => {
    connection.close();
    reject(new DiwanError('cancelled'));
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    connection.connect((error) => (error ? reject(error) : resolve()));
    await promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function configuration(endpoint: Endpoint, way: Way): Promise<ConnectionConfiguration> {
  const { settings, database } = way;
  const ca = settings.authorityFile === null ? null : await readFile(settings.authorityFile);
  return {
    server: endpoint.name,
    authentication: authentication(settings),
    options: {
      ...(database === '' ? {} : { database }),
      port: endpoint.port,
      appName: 'Diwan',
      encrypt: settings.encrypt,
      trustServerCertificate: settings.trustServerCertificate,
      ...(settings.certificateName === null ? {} : { serverName: settings.certificateName }),
      ...(ca === null ? {} : { cryptoCredentialsDetails: { ca } }),
      readOnlyIntent: settings.readOnlyIntent,
      connector: connector(endpoint, way),
      connectTimeout: settings.connectMs,
      cancelTimeout: cancelMs,
      requestTimeout: 0,
      // 4060 counts as passing for tedious: it would be tried again, three times.
      maxRetriesOnTransientErrors: 0,
      textsize: largestCell,
      columnNameReplacer: exactValues,
    },
  };
}

function authentication(settings: Settings): ConnectionConfiguration['authentication'] & object {
  const { user: userName, password, domain } = settings;
  if (domain === null) return { type: 'default', options: { userName, password } };
  return { type: 'ntlm', options: { userName, password, domain } };
}

const Wanted = z.object({ host: z.string(), port: z.number() });

/**
 * Opens the sockets itself, at the address that was judged: DNS may answer otherwise a moment
 * later, and a server may send its clients on to any other host.
 */
function connector(endpoint: Endpoint, way: Way): (...wanted: unknown[]) => Promise<Socket> {
  return async (wanted, _lookup, signal) => {
    const { host, port } = Wanted.parse(wanted);
    const own = host === endpoint.name && port === endpoint.port;
    const [address] = own
      ? [endpoint.address]
      : await resolveHost(host, way.reach, way.tools.lookup);
    const socket = await dial(
      { host: address ?? host, port },
      signal instanceof AbortSignal ? signal : null,
    );
    if (way.settings.encrypt === true) requireTls(socket, host);
    return socket;
  };
}

async function dial(
  to: { host: string; port: number },
  signal: AbortSignal | null,
): Promise<Socket> {
  const socket = openSocket({ ...to, family: isIP(to.host) });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => socket.destroy(new DiwanError('cancelled'));
  signal?.addEventListener('abort', stop, { once: true });
  socket.once('connect', resolve);
  socket.once('error', reject);
  try {
    await promise;
    socket.setNoDelay(true);
    return socket;
  } finally {
    signal?.removeEventListener('abort', stop);
    socket.off('error', reject);
  }
}

/** A named instance's port, when the connection string gives none of its own. */
export async function withInstancePort(
  endpoint: Endpoint,
  named: { instance: string | null; hasPort: boolean; browserPort: number },
  signal: AbortSignal,
): Promise<Endpoint> {
  if (named.instance === null || named.hasPort) return endpoint;
  const port = await findInstance(endpoint, named.instance, named.browserPort, signal);
  return { ...endpoint, port };
}

/** Resolves when the socket is gone. */
export function closeSession({ connection }: Session): Promise<void> {
  if (connection.closed) return Promise.resolve();
  return new Promise((resolve) => {
    connection.once('end', () => resolve());
    connection.close();
  });
}
