import { DatabaseError } from 'pg';
import { z } from 'zod';
import { DiwanError } from '../../lib/errors.ts';
import { withDeadline } from '../deadline.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools } from '../source.ts';
import type { PgConnection, PgDriver } from './connect.ts';
import { lockSeconds, toSourceError } from './errors.ts';

/** What every transaction runs under; local to it, so that a pooler between keeps nothing. */
const settings = (timeoutMs: number): Readonly<Record<string, string>> => ({
  statement_timeout: String(timeoutMs),
  lock_timeout: String(lockSeconds * 1000),
  idle_in_transaction_session_timeout: String(timeoutMs + 60_000),
  standard_conforming_strings: 'on', // the guard reads strings so
  datestyle: 'ISO',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  lc_monetary: 'C',
  client_min_messages: 'error',
});

/** The first query also fixes the transaction as read-only: the mode can no longer be changed. */
function begin(timeoutMs: number): string {
  const list = Object.entries(settings(timeoutMs)).map(
    ([name, value]) => `set_config('${name}', '${value}', true)`,
  );
  return `BEGIN READ ONLY; SELECT pg_backend_pid(), ${list.join(', ')}`;
}

const Pids = z.tuple([
  z.unknown(),
  z.object({ rows: z.tuple([z.tuple([z.coerce.number()]).rest(z.unknown())]) }),
]);

/** The server's own timeout is the second net: the appliance's comes first and says so better. */
const graceMs = 250;
const queryCancelled = '57014';

/** Whatever a session can hold on to beyond its transaction. */
const end = 'ROLLBACK; DEALLOCATE ALL; SELECT pg_advisory_unlock_all()';

/** A server that does not answer a cancel within this is cut off. */
const cancelMs = 2_000;

/**
 * Runs `work` in a read-only transaction that is rolled back. When the signal aborts, the server
 * is told to stop; work then fails by the server's own error.
 */
export async function inTransaction<Value>(
  job: Job<PgConnection>,
  driver: PgDriver,
  tools: EngineTools,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  using transaction = new Transaction(job, driver, tools);
  try {
    await transaction.begin();
    const value = await work(transaction);
    await transaction.end();
    return value;
  } catch (error) {
    throw await transaction.fail(error);
  }
}

export class Transaction implements Disposable {
  readonly connection: PgConnection;
  readonly #job: Job<PgConnection>;
  readonly #driver: PgDriver;
  readonly #tools: EngineTools;
  readonly #over = new AbortController();
  #pid: number | null = null;
  #cancelling: Promise<void> | null = null;

  constructor(job: Job<PgConnection>, driver: PgDriver, tools: EngineTools) {
    this.connection = job.lease.connection;
    this.#job = job;
    this.#driver = driver;
    this.#tools = tools;
    const { signal } = this.#over;
    job.signal.addEventListener('abort', () => void this.#interrupt(), { once: true, signal });
  }

  async begin(): Promise<void> {
    this.#job.signal.throwIfAborted();
    // Two statements at once: pg answers with a list, which its types do not say.
    const results: unknown = await this.connection.client.query({
      text: begin(this.#job.timeoutMs + graceMs),
      rowMode: 'array',
    });
    this.#pid = Pids.parse(results)[1].rows[0][0];
    this.#job.signal.throwIfAborted();
  }

  /** Stops the running statement at the server; the session stays usable. */
  cancel(): Promise<void> {
    this.#cancelling ??= this.#cancelBackend();
    return this.#cancelling;
  }

  async end(): Promise<void> {
    await this.#cancelling; // one still on its way must not hit the next statement
    await this.connection.client.query(end);
  }

  /** After a failure the session is used again only if the server lets it be cleaned. */
  async fail(error: unknown): Promise<DiwanError> {
    const { client, endpoint } = this.connection;
    await this.#cancelling;
    await client.query(end).catch(() => this.#job.lease.drop());
    if (error instanceof DatabaseError && error.code === queryCancelled) {
      const seconds = Math.max(1, Math.round(this.#job.timeoutMs / 1000));
      return new DiwanError('db_timeout', { cause: error, params: { seconds } });
    }
    return toSourceError(error, { endpoint, target: this.#driver.target });
  }

  [Symbol.dispose](): void {
    this.#over.abort();
  }

  async #interrupt(): Promise<void> {
    if (this.#pid === null) this.#cutOff();
    else await this.cancel();
    await this.#tools.clock.sleep(cancelMs, this.#over.signal).then(
      () => this.#cutOff(),
      () => undefined, // it stopped
    );
  }

  /** By a second connection, as the first is busy. If that fails, the first is cut off. */
  async #cancelBackend(): Promise<void> {
    const never = new AbortController().signal;
    await withDeadline(this.#tools.clock, cancelMs, never, async (signal) => {
      using _slot = await this.#tools.slots.cancel.take(signal);
      const helper = await this.#driver.connectTo(this.connection.endpoint, signal);
      try {
        await helper.client.query('SELECT pg_cancel_backend($1)', [this.#pid]);
      } finally {
        await this.#driver.close(helper);
      }
    }).catch((error: unknown) => {
      this.#tools.log.warn({ error }, 'a query could not be cancelled at the server');
      this.#cutOff();
    });
  }

  #cutOff(): void {
    this.#job.lease.drop();
    this.connection.socket.destroy(new Error('Connection terminated'));
  }
}
