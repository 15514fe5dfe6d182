import { Socket } from 'node:net';
import { type Connection, createConnection } from 'mysql2';
import { dial } from '../dial.ts';
import { HostHealth } from '../host-health.ts';
import { connectFirst, type Endpoint } from '../hosts.ts';
import type { PoolDriver } from '../pool.ts';
import type { EngineTools, Reach, Target } from '../source.ts';
import { type TlsChoice, tlsOptions } from '../tls.ts';
import { toSourceError } from './errors.ts';
import { ask } from './query.ts';

const defaultPort = 3306;

/** A connection, where it leads and what answers there. */
export interface MyConnection {
  connection: Connection;
  socket: Socket;
  endpoint: Endpoint;
  /** For KILL QUERY; asked for, because a proxy between may tell another. */
  id: number;
  /** In the server's words, e.g. `10.11.19-MariaDB` or `8.4.3`. */
  version: string;
}

/** Opens and closes connections to one database. */
export class MyDriver implements PoolDriver<MyConnection> {
  readonly target: Target;
  readonly #reach: Reach;
  readonly #tools: EngineTools;
  readonly #health: HostHealth;

  constructor(target: Target, reach: Reach, tools: EngineTools) {
    this.target = target;
    this.#reach = reach;
    this.#tools = tools;
    this.#health = new HostHealth(tools.clock);
  }

  connect(signal: AbortSignal, lost: () => void): Promise<MyConnection> {
    const { lookup } = this.#tools;
    const options = { reach: this.#reach, lookup, defaultPort, health: this.#health };
    return connectFirst(this.target, options, async (endpoint, withinMs) => {
      const connection = await this.connectTo(endpoint, signal, withinMs);
      connection.connection.on('error', lost).on('end', lost);
      return connection;
    });
  }

  /** To one server, for a query or to stop one there. */
  connectTo(
    endpoint: Endpoint,
    signal: AbortSignal,
    withinMs = Number.POSITIVE_INFINITY,
  ): Promise<MyConnection> {
    const { target } = this;
    const dialing = { clock: this.#tools.clock, target, endpoint, withinMs, signal };
    return dial(dialing, {
      open: (tls, stop) => this.#open(endpoint, tls, stop),
      refusesTls: (error) => /does not support secure/.test(String(error)),
      explain: (error) => toSourceError(error, { endpoint, target }, 'connect'),
    });
  }

  async #open(endpoint: Endpoint, tls: TlsChoice, signal: AbortSignal): Promise<MyConnection> {
    const socket = connectSocket(endpoint);
    const stop = () => socket.destroy(new Error('Connection terminated'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      const connection = createConnection(this.#options(endpoint, tls, socket));
      connection.on('error', () => undefined); // reported by whoever uses the connection
      await new Promise<void>((resolve, reject) => {
        connection.connect((error) => (error ? reject(error) : resolve()));
      });
      const [[version = '', id] = []] = await ask(connection, 'SELECT VERSION(), CONNECTION_ID()');
      return { connection, socket, endpoint, id: Number(id), version: version ?? '' };
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #options(endpoint: Endpoint, tls: TlsChoice, socket: Socket) {
    const { user, password, database, parameters } = this.target;
    const { ca, rejectUnauthorized } = tlsOptions(tls, endpoint, parameters, this.#reach);
    const ssl = {
      ...(typeof ca === 'string' ? { ca } : {}),
      rejectUnauthorized: rejectUnauthorized !== false,
      verifyIdentity: tls.verify === 'identity',
    };
    return {
      stream: () => socket,
      host: endpoint.name,
      port: endpoint.port,
      user: user ?? '',
      password: password ?? '',
      database,
      charset: 'utf8mb4',
      multipleStatements: false,
      flags: ['-LOCAL_FILES', '-MULTI_STATEMENTS'],
      connectAttributes: { program_name: 'diwan' },
      // The appliance's own deadline ends a connection that takes too long.
      connectTimeout: 0,
      ...(tls.mode === 'off' ? {} : { ssl }),
    };
  }

  async close({ connection, socket }: MyConnection): Promise<void> {
    const patient = new AbortController();
    this.#tools.clock.sleep(1_000, patient.signal).then(
      () => socket.destroy(),
      () => undefined, // it answered
    );
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    if (socket.destroyed) return patient.abort();
    connection.end(() => undefined);
    await closed;
    patient.abort();
  }
}

/**
 * By the address that was judged. Node's TLS checks the certificate against `_host` where there is
 * no server name to send, and that is so for addresses; mysql2 gives no other way to tell it.
 */
function connectSocket({ address, name, port }: Endpoint): Socket {
  const socket = Object.assign(new Socket(), { _host: name });
  socket.setNoDelay(true).setKeepAlive(true, 30_000);
  return socket.connect(port, address);
}
