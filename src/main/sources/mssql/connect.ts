import { readFile } from 'node:fs/promises';
import { connect as dialSocket, type Socket } from 'node:net';
import type { ConnectionConfiguration } from 'tedious';
import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { withDeadline } from '../deadline.ts';
import { connectFirst, type Endpoint, resolveHost } from '../hosts.ts';
import type { PoolDriver } from '../pool.ts';
import type { EngineTools, Reach, Target } from '../source.ts';
import { findInstance } from './browser.ts';
import { requireTls } from './downgrade.ts';
import { type Connection, type Driver, loadDriver } from './driver.ts';
import { connectFailure, type Place, type ServerMessage } from './errors.ts';
import { exactValues, largestCell } from './exact.ts';
import { type Encryption, readEncryption, readSettings, type Settings } from './settings.ts';

/** One signed-in connection and what is known of it. */
export interface Session {
  driver: Driver;
  connection: Connection;
  place: Place;
  clock: Clock;
  /** Nothing ran on it yet, so it needs no reset. */
  fresh: boolean;
}

const defaultPort = 1433;
const browserPort = 1434;

/** How long the server may take to acknowledge an attention before the connection is given up. */
const cancelMs = 400;

type Tools = Pick<EngineTools, 'clock' | 'lookup'>;

/** Opens and closes connections to one database. */
export class MssqlDriver implements PoolDriver<Session> {
  readonly #target: Target;
  readonly #reach: Reach;
  readonly #tools: Tools;

  constructor(target: Target, reach: Reach, tools: Tools) {
    this.#target = target;
    this.#reach = reach;
    this.#tools = tools;
  }

  connect(signal: AbortSignal, lost: () => void): Promise<Session> {
    const settings = readSettings(this.#target);
    const options = { reach: this.#reach, lookup: this.#tools.lookup, defaultPort };
    return connectFirst(this.#target, options, (endpoint) =>
      withDeadline(this.#tools.clock, settings.connectMs, signal, async (stop) =>
        this.connectTo(await this.#instance(endpoint, settings, stop), settings, stop, lost),
      ),
    );
  }

  /** A named instance's port, when the connection string gives none of its own. */
  async #instance(endpoint: Endpoint, { instance }: Settings, signal: AbortSignal) {
    const { hosts } = this.#target;
    const hasPort = hosts.some(({ host, port }) => host === endpoint.name && port !== null);
    if (instance === null || hasPort) return endpoint;
    return { ...endpoint, port: await findInstance(endpoint, instance, browserPort, signal) };
  }

  /** Signs in at one endpoint. `lost` is called once when the connection ends. */
  async connectTo(
    endpoint: Endpoint,
    settings: Settings,
    signal: AbortSignal,
    lost: () => void,
  ): Promise<Session> {
    const driver = await loadDriver();
    const place = { endpoint, target: this.#target };
    const said: ServerMessage[] = [];
    try {
      const connection = new driver.Connection(await this.#configuration(endpoint, settings));
      // An error event without a listener would end the process; requests report it too.
      connection.on('error', () => undefined);
      const listen = ({ number, message }: ServerMessage) => said.push({ number, message });
      connection.on('errorMessage', listen);
      connection.once('end', lost);
      await signIn(connection, signal);
      connection.off('errorMessage', listen);
      return { driver, connection, place, clock: this.#tools.clock, fresh: true };
    } catch (error) {
      throw connectFailure(error, said, place);
    }
  }

  async #configuration(endpoint: Endpoint, settings: Settings): Promise<ConnectionConfiguration> {
    const tls = readEncryption(this.#target, endpoint, this.#reach);
    const { database } = this.#target;
    return {
      server: endpoint.name,
      authentication: authentication(settings),
      options: {
        ...(database === '' ? {} : { database }),
        ...(await tlsOptions(tls)),
        port: endpoint.port,
        appName: 'Diwan',
        readOnlyIntent: settings.readOnlyIntent,
        connector: (...wanted) => this.#dial(endpoint, tls.required, wanted),
        // The deadline around it is the clock that counts.
        connectTimeout: settings.connectMs + 1_000,
        cancelTimeout: cancelMs,
        requestTimeout: 0,
        // 4060 counts as passing for tedious: it would be tried again, three times.
        maxRetriesOnTransientErrors: 0,
        textsize: largestCell,
        columnNameReplacer: exactValues,
      },
    };
  }

  /**
   * Opens the socket at the address that was judged: DNS may answer otherwise a moment later, and
   * a server may send its readers on to any other host.
   */
  async #dial(endpoint: Endpoint, tlsRequired: boolean, wanted: unknown[]): Promise<Socket> {
    const [{ host, port }, , signal] = Wanted.parse(wanted);
    const own = host === endpoint.name && port === endpoint.port;
    const [address = host] = own
      ? [endpoint.address]
      : await resolveHost(host, this.#reach, this.#tools.lookup);
    const socket = await dial(address, port, signal);
    if (tlsRequired) requireTls(socket, host);
    return socket;
  }

  close({ connection }: Session): Promise<void> {
    if (connection.closed) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    connection.once('end', () => resolve());
    connection.close();
    return promise;
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

async function tlsOptions(tls: Encryption): Promise<ConnectionConfiguration['options']> {
  const { encrypt, trustServerCertificate, certificateName, authorityFile } = tls;
  const ca = authorityFile === null ? null : await readFile(authorityFile);
  return {
    encrypt,
    trustServerCertificate,
    ...(certificateName === null ? {} : { serverName: certificateName }),
    ...(ca === null ? {} : { cryptoCredentialsDetails: { ca } }),
  };
}

function authentication(settings: Settings): ConnectionConfiguration['authentication'] & object {
  const { user: userName, password, domain } = settings;
  if (domain === null) return { type: 'default', options: { userName, password } };
  return { type: 'ntlm', options: { userName, password, domain } };
}

/** What tedious calls a connector with, beside what its types say. */
const Wanted = z
  .tuple([z.object({ host: z.string(), port: z.number() }), z.unknown(), z.instanceof(AbortSignal)])
  .rest(z.unknown());

async function dial(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = dialSocket({ host, port, noDelay: true });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => socket.destroy(new DiwanError('cancelled'));
  signal.addEventListener('abort', stop, { once: true });
  socket.once('connect', resolve);
  socket.once('error', reject);
  try {
    await promise;
    return socket;
  } finally {
    signal.removeEventListener('abort', stop);
    socket.off('error', reject);
  }
}
