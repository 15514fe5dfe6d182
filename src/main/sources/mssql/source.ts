import type { Result, Schema } from '../../../preload/contract/database.ts';
import { isoTime } from '../../lib/clock.ts';
import { isDiwanError } from '../../lib/errors.ts';
import { patience, withDeadline } from '../deadline.ts';
import { connectFirst, type Endpoint } from '../hosts.ts';
import { type Lease, Pool, poolDefaults } from '../pool.ts';
import type {
  CheckedSql,
  EngineTools,
  GrantReport,
  Limits,
  Reach,
  Source,
  Target,
} from '../source.ts';
import { auditLogin } from './audit.ts';
import { closeSession, openSession, type Session, withInstancePort } from './connect.ts';
import { readEngine, readSchema } from './introspect.ts';
import { runQuery } from './run.ts';
import { readSettings } from './settings.ts';
import { inRolledBackTransaction } from './transaction.ts';

const defaultPort = 1433;
const browserPort = 1434;

/** One SQL Server database: every statement runs in a transaction that is rolled back. */
export class MssqlSource implements Source {
  readonly dialect = 'mssql';
  readonly #target: Target;
  readonly #reach: Reach;
  readonly #tools: EngineTools;
  readonly #pool: Pool<Session>;

  constructor(target: Target, reach: Reach, tools: EngineTools) {
    this.#target = target;
    this.#reach = reach;
    this.#tools = tools;
    this.#pool = new Pool<Session>(
      { connect: (signal, lost) => this.#connect(signal, lost), close: closeSession },
      { clock: tools.clock, slots: tools.slots.work, ...poolDefaults },
    );
  }

  test(signal: AbortSignal): Promise<{ engine: string }> {
    return this.#use(patience.test, signal, async (session, stop) => {
      const { engine } = await readEngine(session, stop);
      return { engine };
    });
  }

  async introspect(signal: AbortSignal): Promise<Schema> {
    const found = await this.#use(patience.introspect, signal, readSchema);
    return { dialect: 'mssql', ...found, takenAt: isoTime(this.#tools.clock) };
  }

  async run(sql: CheckedSql, limits: Limits, signal: AbortSignal): Promise<Result> {
    const began = this.#tools.clock.monotonic();
    const part = await this.#use(limits.timeoutMs, signal, (session, stop) =>
      runQuery(session, sql, limits, stop),
    );
    return { ...part, elapsedMs: this.#tools.clock.monotonic() - began };
  }

  async audit(signal: AbortSignal): Promise<GrantReport> {
    const found = await withDeadline(this.#tools.clock, patience.audit, signal, (stop) =>
      this.#pool.use(stop, (lease) => auditLogin(lease, stop)),
    );
    return { ...found, takenAt: isoTime(this.#tools.clock) };
  }

  close(): Promise<void> {
    return this.#pool[Symbol.asyncDispose]();
  }

  #use<Value>(
    timeoutMs: number,
    signal: AbortSignal,
    work: (session: Session, signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    return withDeadline(this.#tools.clock, timeoutMs, signal, async (stop) => {
      const attempt = (lease: Lease<Session>) =>
        inRolledBackTransaction(lease, () => work(lease.connection, stop));
      try {
        return await this.#pool.use(stop, attempt);
      } catch (error) {
        // The connection broke, or its server went away: a read may simply be made again, on the
        // first host that is healthy now.
        if (!isDiwanError(error, 'db_refused') || stop.aborted) throw error;
        return this.#pool.use(stop, attempt);
      }
    });
  }

  #connect(signal: AbortSignal, lost: () => void): Promise<Session> {
    const settings = readSettings(this.#target, this.#reach, patience.connect);
    const way = {
      settings,
      database: this.#target.database,
      reach: this.#reach,
      tools: this.#tools,
    };
    const open = async (endpoint: Endpoint) => {
      const { hosts } = this.#target;
      const hasPort = hosts.some(({ host, port }) => host === endpoint.name && port !== null);
      const named = { instance: settings.instance, hasPort, browserPort };
      return openSession(await withInstancePort(endpoint, named, signal), way, signal, lost);
    };
    const { lookup } = this.#tools;
    return connectFirst(this.#target, { reach: this.#reach, lookup, defaultPort }, open);
  }
}
