import type { Breaker } from '../lib/breaker.ts';
import { isDiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { Source } from '../sources/source.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';

/** Codes that mean the database cannot be reached, whatever is asked of it. */
const outages: ReadonlySet<string> = new Set([
  'secret_missing',
  'database_unavailable',
  'db_unknown_host',
  'db_refused',
  'db_no_answer',
  'db_tls',
  'db_login_failed',
  'db_no_such_database',
  'db_host_forbidden',
  'db_file_missing',
]);

/** Nobody is there, whatever would be asked. */
export const isOutage = (error: unknown): boolean => isDiwanError(error) && outages.has(error.code);

/** Whether each database answers, learnt from whatever is done with it. */
export interface Status {
  /** Null: it answers. */
  note(id: number, code: string | null): void;
  /** Runs `work` and notes how it ended; only an outage counts as failing. */
  watch<Value>(id: number, work: () => Promise<Value>): Promise<Value>;
  /** The same for work that does not reach the database itself: it can show only an outage. */
  watchOutage<Value>(id: number, work: () => Promise<Value>): Promise<Value>;
  /** The source with every use of it watched. */
  watched(id: number, source: Source): Source;
}

export class LearntStatus implements Status {
  readonly #store: ManagerStore;
  readonly #events: Events<DatabaseEvents>;
  /** One that is down is not asked again and again. */
  readonly #breaker: Breaker;
  /** What is stored already: the busiest path must not write the same again. */
  readonly #known = new Map<number, string | null>();

  constructor(store: ManagerStore, events: Events<DatabaseEvents>, breaker: Breaker) {
    this.#breaker = breaker;
    this.#store = store;
    this.#events = events;
  }

  note(databaseId: number, code: string | null): void {
    if (code === null) this.#breaker.reset(String(databaseId));
    if (this.#known.get(databaseId) === code) return;
    this.#known.set(databaseId, code);
    const status = code === null ? 'ok' : 'failing';
    const done = this.#store.run(
      this.#store.query
        .updateTable('database_connections')
        .set({ status, status_code: code })
        .where('id', '=', databaseId)
        .where('status', '<>', 'removed')
        .where((eb) => eb.or([eb('status', '<>', status), eb('status_code', 'is not', code)])),
    );
    if (done.changes > 0) this.#events.emit('database.status', { databaseId, status, code });
  }

  async watchOutage<Value>(id: number, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      if (isDiwanError(error) && isOutage(error)) this.note(id, error.code);
      throw error;
    }
  }

  async watch<Value>(id: number, work: () => Promise<Value>): Promise<Value> {
    const value = await this.watchOutage(id, work);
    this.note(id, null);
    return value;
  }

  watched(id: number, source: Source): Source {
    const spared = <Value>(work: () => Promise<Value>) => this.#breaker.run(String(id), work);
    return {
      dialect: source.dialect,
      test: (signal) => this.watch(id, () => source.test(signal)),
      introspect: (signal) => spared(() => this.watch(id, () => source.introspect(signal))),
      run: (sql, limits, signal) =>
        spared(() => this.watch(id, () => source.run(sql, limits, signal))),
      audit: (signal) => this.watch(id, () => source.audit(signal)),
      close: () => source.close(),
    };
  }
}
