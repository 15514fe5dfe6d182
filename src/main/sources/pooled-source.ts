import type { Dialect, Result, Schema } from '../../preload/contract/database.ts';
import { isoTime } from '../lib/clock.ts';
import { isDiwanError } from '../lib/errors.ts';
import { patience, withDeadline } from './deadline.ts';
import { type Lease, Pool, type PoolDriver, poolDefaults } from './pool.ts';
import type {
  CheckedSql,
  Engine,
  EngineTools,
  GrantReport,
  Limits,
  Reach,
  Source,
  Target,
} from './source.ts';

/** What one role of an engine's folder is given. */
export interface Job<Connection> {
  lease: Lease<Connection>;
  /** Aborts at the deadline and on the person's cancel; the job must then cancel at the server. */
  signal: AbortSignal;
  /** What is left to the deadline, for the server's own timeout. */
  timeoutMs: number;
}

/** An engine's roles over one connection. They reject with a DiwanError. */
export interface Roles<Connection> {
  engine(job: Job<Connection>): Promise<string>;
  introspect(job: Job<Connection>): Promise<Pick<Schema, 'engine' | 'tables'>>;
  run(job: Job<Connection>, sql: CheckedSql, limits: Limits): Promise<Omit<Result, 'elapsedMs'>>;
  audit(job: Job<Connection>): Promise<Omit<GrantReport, 'takenAt'>>;
}

/** An engine of such sources: what was closed is let go, what is left is closed at the end. */
export function pooledEngine<Connection>(
  make: (target: Target, reach: Reach) => PooledSource<Connection>,
): Engine {
  const opened = new Set<PooledSource<Connection>>();
  return {
    open(target, reach) {
      for (const source of opened) if (source.isClosed) opened.delete(source);
      const source = make(target, reach);
      opened.add(source);
      return source;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...opened].map((source) => source.close()));
    },
  };
}

/** A database behind a network: pooled connections, deadlines, one more try when one is lost. */
export class PooledSource<Connection> implements Source {
  readonly dialect: Dialect;
  readonly #roles: Roles<Connection>;
  readonly #tools: EngineTools;
  readonly #pool: Pool<Connection>;
  readonly #closed = new AbortController();

  constructor(
    dialect: Dialect,
    driver: PoolDriver<Connection>,
    roles: Roles<Connection>,
    tools: EngineTools,
  ) {
    this.dialect = dialect;
    this.#roles = roles;
    this.#tools = tools;
    this.#pool = new Pool(driver, {
      clock: tools.clock,
      slots: tools.slots.work,
      ...poolDefaults,
    });
  }

  async test(signal: AbortSignal): Promise<{ engine: string }> {
    return { engine: await this.#work(patience.test, signal, (job) => this.#roles.engine(job)) };
  }

  async introspect(signal: AbortSignal): Promise<Schema> {
    const found = await this.#work(patience.introspect, signal, (job) =>
      this.#roles.introspect(job),
    );
    return { dialect: this.dialect, ...found, takenAt: isoTime(this.#tools.clock) };
  }

  async run(sql: CheckedSql, limits: Limits, signal: AbortSignal): Promise<Result> {
    const began = this.#tools.clock.monotonic();
    const result = await this.#work(limits.timeoutMs, signal, (job) =>
      this.#roles.run(job, sql, limits),
    );
    return { ...result, elapsedMs: this.#tools.clock.monotonic() - began };
  }

  async audit(signal: AbortSignal): Promise<GrantReport> {
    const report = await this.#work(patience.audit, signal, (job) => this.#roles.audit(job));
    return { ...report, takenAt: isoTime(this.#tools.clock) };
  }

  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#pool[Symbol.asyncDispose]();
  }

  #work<Value>(
    timeoutMs: number,
    signal: AbortSignal,
    role: (job: Job<Connection>) => Promise<Value>,
  ): Promise<Value> {
    const { clock } = this.#tools;
    const either = AbortSignal.any([signal, this.#closed.signal]);
    const ends = clock.monotonic() + timeoutMs;
    return withDeadline(clock, timeoutMs, either, async (stop) => {
      let reached = false;
      const attempt = () =>
        this.#pool.use(stop, (lease) => {
          reached = true;
          const left = Math.max(1, Math.ceil(ends - clock.monotonic()));
          return role({ lease, signal: stop, timeoutMs: left });
        });
      try {
        return await attempt();
      } catch (error) {
        // A server that restarted, or a replica that fell away: reading again harms nothing.
        if (!reached || !isDiwanError(error, 'db_refused') || stop.aborted) throw error;
        this.#pool.closeAllIdle();
        return attempt();
      }
    });
  }
}
