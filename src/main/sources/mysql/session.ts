import { DiwanError } from '../../lib/errors.ts';
import { withDeadline } from '../deadline.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools } from '../source.ts';
import type { MyConnection, MyDriver } from './connect.ts';
import { isInterrupted, isTimeout, lockSeconds, toSourceError } from './errors.ts';
import { ask } from './query.ts';

/** A server that does not answer a KILL within this is cut off. */
const cancelMs = 2_000;
/** The server's own timeout is the second net: the appliance's comes first and says so better. */
const graceMs = 250;

export const isMariaDb = (version: string): boolean => /mariadb/i.test(version);

/** What the guard reads strings and names by; strict, so that no value is bent silently. */
const sqlMode =
  'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/**
 * One statement for all of it. Read-only for the session: a transaction's own read-only mode ends
 * with the transaction. MariaDB's ONLY_FULL_GROUP_BY refuses what the standard allows.
 */
function settings(version: string, timeoutMs: number): string {
  const own = isMariaDb(version)
    ? [`sql_mode = '${sqlMode}'`, 'tx_read_only = 1', `max_statement_time = ${timeoutMs / 1000}`]
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
 * then fails by the server's own error. Afterwards the session is made new.
 */
export async function inSession<Value>(
  job: Job<MyConnection>,
  driver: MyDriver,
  tools: EngineTools,
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  using session = new Session(job, driver, tools);
  try {
    await session.begin();
    const value = await work(session);
    await session.end();
    return value;
  } catch (error) {
    throw await session.fail(error);
  }
}

export class Session implements Disposable {
  readonly connection: MyConnection;
  readonly #job: Job<MyConnection>;
  readonly #driver: MyDriver;
  readonly #tools: EngineTools;
  readonly #over = new AbortController();
  #cancelling: Promise<void> | null = null;

  constructor(job: Job<MyConnection>, driver: MyDriver, tools: EngineTools) {
    this.connection = job.lease.connection;
    this.#job = job;
    this.#driver = driver;
    this.#tools = tools;
    const { signal } = this.#over;
    job.signal.addEventListener('abort', () => void this.#interrupt(), { once: true, signal });
  }

  async begin(): Promise<void> {
    const { connection, version } = this.connection;
    this.#job.signal.throwIfAborted();
    await ask(connection, settings(version, this.#job.timeoutMs + graceMs));
    this.#job.signal.throwIfAborted();
  }

  /** Stops the running statement at the server. */
  cancel(): Promise<void> {
    this.#cancelling ??= this.#kill();
    return this.#cancelling;
  }

  async end(): Promise<void> {
    if (this.#cancelling !== null) {
      await this.#cancelling;
      this.#job.lease.drop(); // the KILL may have come too late, and hit the next statement
    }
    await this.#reset();
  }

  async fail(error: unknown): Promise<DiwanError> {
    await this.#cancelling;
    if (this.#cancelling !== null && !isInterrupted(error)) this.#job.lease.drop();
    await this.#reset().catch(() => this.#job.lease.drop());
    if (isTimeout(error)) {
      const seconds = Math.max(1, Math.round(this.#job.timeoutMs / 1000));
      return new DiwanError('db_timeout', { cause: error, params: { seconds } });
    }
    const { endpoint } = this.connection;
    return toSourceError(error, { endpoint, target: this.#driver.target });
  }

  /** Variables, temporary tables, locks: nothing of them reaches the next query. */
  #reset(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.connection.reset((error) => (error ? reject(error) : resolve()));
    });
  }

  [Symbol.dispose](): void {
    this.#over.abort();
  }

  async #interrupt(): Promise<void> {
    await this.cancel();
    await this.#tools.clock.sleep(cancelMs, this.#over.signal).then(
      () => this.#cutOff(),
      () => undefined, // it stopped
    );
  }

  /** By a second connection, as the first is busy. If that fails, the first is cut off. */
  async #kill(): Promise<void> {
    const never = new AbortController().signal;
    await withDeadline(this.#tools.clock, cancelMs, never, async (signal) => {
      using _slot = await this.#tools.slots.cancel.take(signal);
      const helper = await this.#driver.connectTo(this.connection.endpoint, signal);
      try {
        await ask(helper.connection, `KILL QUERY ${this.connection.id}`);
      } finally {
        await this.#driver.close(helper);
      }
    }).catch((error: unknown) => {
      this.#tools.log.warn({ error }, 'a query could not be stopped at the server');
      this.#cutOff();
    });
  }

  #cutOff(): void {
    this.#job.lease.drop();
    this.connection.socket.destroy(new Error('Connection terminated'));
  }
}
