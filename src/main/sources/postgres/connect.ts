import { Socket } from 'node:net';
import { Client } from 'pg';
import { dial } from '../dial.ts';
import { HostHealth } from '../host-health.ts';
import { connectFirst, type Endpoint } from '../hosts.ts';
import type { PoolDriver } from '../pool.ts';
import type { EngineTools, Reach, Target } from '../source.ts';
import { type TlsChoice, tlsOptions } from '../tls.ts';
import { toSourceError } from './errors.ts';

const defaultPort = 5432;
/** Of the server's disk, for sorting: what a query may spill. Only some logins may set it. */
const tempFiles = '2GB';

/** A connection and where it leads. */
export interface PgConnection {
  client: Client;
  socket: Socket;
  endpoint: Endpoint;
}

/** Opens and closes connections to one database. */
export class PgDriver implements PoolDriver<PgConnection> {
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

  connect(signal: AbortSignal, lost: () => void): Promise<PgConnection> {
    const { lookup } = this.#tools;
    const options = { reach: this.#reach, lookup, defaultPort, health: this.#health };
    return connectFirst(this.target, options, async (endpoint, withinMs) => {
      const connection = await this.connectTo(endpoint, signal, withinMs);
      connection.client.on('error', lost).on('end', lost);
      // Refused to most logins; the others gain a bound on the disk a query may fill.
      await connection.client.query(`SET temp_file_limit = '${tempFiles}'`).catch(() => undefined);
      return connection;
    });
  }

  /** To one server, for a query or to cancel one there. */
  connectTo(
    endpoint: Endpoint,
    signal: AbortSignal,
    withinMs = Number.POSITIVE_INFINITY,
  ): Promise<PgConnection> {
    const { target } = this;
    const dialing = { clock: this.#tools.clock, target, endpoint, withinMs, signal };
    return dial(dialing, {
      open: (tls, stop) => this.#open(endpoint, tls, stop),
      refusesTls: (error) => /does not support SSL/.test(String(error)),
      explain: (error) => toSourceError(error, { endpoint, target }),
    });
  }

  async #open(endpoint: Endpoint, tls: TlsChoice, signal: AbortSignal): Promise<PgConnection> {
    const socket = new Socket();
    const stop = () => socket.destroy(new Error('Connection terminated'));
    const client = new Client({
      stream: () => socket,
      host: endpoint.address,
      port: endpoint.port,
      user: this.target.user ?? 'postgres',
      // A function, because an empty password would be looked for in the environment.
      password: () => this.target.password ?? '',
      database: this.target.database,
      ssl: tls.mode !== 'off' && tlsOptions(tls, endpoint, this.target.parameters, this.#reach),
      application_name: 'diwan',
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
    });
    client.on('error', () => undefined); // reported by whoever uses the connection
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await client.connect();
      return { client, socket, endpoint };
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async close({ client, socket }: PgConnection): Promise<void> {
    // A server that no longer answers would keep end() waiting.
    const patient = new AbortController();
    this.#tools.clock.sleep(1_000, patient.signal).then(
      () => socket.destroy(),
      () => undefined, // it answered
    );
    await client.end().finally(() => patient.abort());
  }
}
