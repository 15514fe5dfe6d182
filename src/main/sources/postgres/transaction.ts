import { DatabaseError, escapeLiteral } from 'pg';
import { z } from 'zod';
import { DiwanError } from '../../lib/errors.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools, Target } from '../source.ts';
import { type EngineSession, runSession, Stopper } from '../stopper.ts';
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
function begin(timeoutMs: number, parameters: Target['parameters']): string {
  const path = parameters.searchpath ?? parameters.currentschema ?? parameters.schema;
  const all = { ...settings(timeoutMs), ...(path ? { search_path: path } : {}) };
  const list = Object.entries(all).map(
    ([name, value]) => `set_config('${name}', ${escapeLiteral(value)}, true)`,
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

/**
 * Runs `work` in a read-only transaction that is rolled back. When the signal aborts, the server
 * is told to stop; work then fails by the server's own error.
 */
export const inTransaction = <Value>(
  job: Job<PgConnection>,
  driver: PgDriver,
  tools: EngineTools,
  work: (transaction: Transaction) => Promise<Value>,
  after: 'behind' | 'before' = 'behind',
): Promise<Value> => runSession(job, new Transaction(job, driver, tools), work, after);

export class Transaction implements EngineSession {
  readonly connection: PgConnection;
  readonly #job: Job<PgConnection>;
  readonly #driver: PgDriver;
  readonly #stopper: Stopper;
  #pid: number | null = null;
  #abandoned: Promise<unknown> | null = null;

  constructor(job: Job<PgConnection>, driver: PgDriver, tools: EngineTools) {
    this.connection = job.lease.connection;
    this.#job = job;
    this.#driver = driver;
    this.#stopper = new Stopper(job, tools, {
      ask: (signal) => this.#cancel(signal),
      cutOff: () => {
        job.lease.drop();
        this.connection.socket.destroy(new Error('Connection terminated'));
      },
      ready: () => this.#pid !== null,
    });
  }

  async begin(): Promise<void> {
    this.#job.signal.throwIfAborted();
    // Two statements at once: pg answers with a list, which its types do not say.
    const results: unknown = await this.connection.client.query({
      text: begin(this.#job.timeoutMs + graceMs, this.#driver.target.parameters),
      rowMode: 'array',
    });
    this.#pid = Pids.parse(results)[1].rows[0][0];
    this.#job.signal.throwIfAborted();
  }

  /** Nobody wants the rest of the running statement: it is stopped while the answer is given. */
  abandon(statement: Promise<unknown>): void {
    const { socket } = this.connection;
    socket.pause();
    const stopped = this.#stopper.stop().finally(() => socket.resume());
    this.#abandoned = Promise.allSettled([stopped, statement]);
  }

  /** Rolls back and cleans the session. */
  end(): Promise<void> {
    return this.#stopper.end(async () => {
      await this.#abandoned;
      await this.#stopper.asked; // one still on its way must not hit the next statement
      await this.connection.client.query(end);
    });
  }

  explain(error: unknown): DiwanError {
    if (error instanceof DatabaseError && error.code === queryCancelled) {
      const seconds = Math.max(1, Math.round(this.#job.timeoutMs / 1000));
      return new DiwanError('db_timeout', { cause: error, params: { seconds } });
    }
    const { endpoint } = this.connection;
    return toSourceError(error, { endpoint, target: this.#driver.target });
  }

  async #cancel(signal: AbortSignal): Promise<void> {
    const helper = await this.#driver.connectTo(this.connection.endpoint, signal);
    try {
      await helper.client.query('SELECT pg_cancel_backend($1)', [this.#pid]);
    } finally {
      await this.#driver.close(helper);
    }
  }
}
