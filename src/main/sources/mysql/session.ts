import { DiwanError } from '../../lib/errors.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools } from '../source.ts';
import { type EngineSession, runSession, Stopper } from '../stopper.ts';
import type { MyConnection, MyDriver } from './connect.ts';
import { isInterrupted, isTimeout, lockSeconds, toSourceError } from './errors.ts';
import { ask } from './query.ts';

/** The server's own timeout is the second net: the appliance's comes first and says so better. */
const graceMs = 250;

export const isMariaDb = (version: string): boolean => /mariadb/i.test(version);

/** What the guard reads strings and names by; strict, so that no value is bent silently. */
const sqlMode =
  'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/** MariaDB took MySQL's name for it with 11.1. */
function readOnly(version: string): string {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)\.\d+-MariaDB/i.exec(version) ?? [])
    .slice(1)
    .map(Number);
  return major > 11 || (major === 11 && minor >= 1) ? 'transaction_read_only' : 'tx_read_only';
}

/**
 * One statement for all of it. Read-only for the session: a transaction's own read-only mode ends
 * with the transaction. MariaDB's ONLY_FULL_GROUP_BY refuses what the standard allows.
 */
function settings(version: string, timeoutMs: number): string {
  const own = isMariaDb(version)
    ? [
        `sql_mode = '${sqlMode}'`,
        `${readOnly(version)} = 1`,
        `max_statement_time = ${timeoutMs / 1000}`,
      ]
    : [
        `sql_mode = 'ONLY_FULL_GROUP_BY,${sqlMode}'`,
        'transaction_read_only = 1',
        `max_execution_time = ${timeoutMs}`,
      ];
  const shared = [
    'autocommit = 1',
    `lock_wait_timeout = ${lockSeconds}`,
    `innodb_lock_wait_timeout = ${lockSeconds}`,
    'group_concat_max_len = 1048576',
    'sql_select_limit = DEFAULT',
  ];
  return `SET SESSION ${[...own, ...shared].join(', ')}`;
}

/**
 * Runs `work` in a read-only session. When the signal aborts, the server is told to stop; work
 * then fails by the server's own error. The session is made new afterwards.
 */
export const inSession = <Value>(
  job: Job<MyConnection>,
  driver: MyDriver,
  tools: EngineTools,
  work: (session: Session) => Promise<Value>,
  after: 'behind' | 'before' = 'behind',
): Promise<Value> => runSession(job, new Session(job, driver, tools), work, after);

export class Session implements EngineSession {
  readonly connection: MyConnection;
  readonly #job: Job<MyConnection>;
  readonly #driver: MyDriver;
  readonly #stopper: Stopper;
  #abandoned: Promise<unknown> | null = null;
  /** By a KILL of ours: then it cannot hit the next statement any more. */
  #wasInterrupted = false;

  constructor(job: Job<MyConnection>, driver: MyDriver, tools: EngineTools) {
    this.connection = job.lease.connection;
    this.#job = job;
    this.#driver = driver;
    this.#stopper = new Stopper(job, tools, {
      ask: (signal) => this.#kill(signal),
      cutOff: () => {
        job.lease.drop();
        this.connection.socket.destroy(new Error('Connection terminated'));
      },
      ready: () => true,
    });
  }

  async begin(): Promise<void> {
    const { connection, version } = this.connection;
    this.#job.signal.throwIfAborted();
    await ask(connection, settings(version, this.#job.timeoutMs + graceMs));
    this.#job.signal.throwIfAborted();
  }

  /** Nobody wants the rest of the running statement: it is stopped while the answer is given. */
  abandon(statement: Promise<unknown>): void {
    const { connection } = this.connection;
    connection.pause();
    const stopped = this.#stopper.stop().finally(() => connection.resume());
    const ended = statement.catch((error: unknown) => this.#noteEnd(error));
    this.#abandoned = Promise.all([stopped, ended]);
  }

  end(): Promise<void> {
    return this.#stopper.end(async () => {
      await this.#abandoned;
      await this.#stopper.asked;
      if (this.#stopper.asked !== null && !this.#wasInterrupted) this.#job.lease.drop();
      else await this.#reset();
    });
  }

  explain(error: unknown): DiwanError {
    this.#noteEnd(error);
    if (isTimeout(error)) {
      const seconds = Math.max(1, Math.round(this.#job.timeoutMs / 1000));
      return new DiwanError('db_timeout', { cause: error, params: { seconds } });
    }
    const { endpoint } = this.connection;
    return toSourceError(error, { endpoint, target: this.#driver.target }, 'query');
  }

  #noteEnd(error: unknown): void {
    this.#wasInterrupted = isInterrupted(error);
  }

  /** Variables, temporary tables, locks: nothing of them reaches the next query. */
  #reset(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.connection.reset((error) => (error ? reject(error) : resolve()));
    });
  }

  async #kill(signal: AbortSignal): Promise<void> {
    const helper = await this.#driver.connectTo(this.connection.endpoint, signal);
    try {
      await ask(helper.connection, `KILL QUERY ${this.connection.id}`);
    } finally {
      await this.#driver.close(helper);
    }
  }
}
