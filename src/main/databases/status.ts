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
  'db_tls',
  'db_login_failed',
  'db_no_such_database',
  'db_host_forbidden',
  'db_file_missing',
]);

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

export function createStatus(store: ManagerStore, events: Events<DatabaseEvents>): Status {
  // what is stored already: the busiest path must not write the same again
  const known = new Map<number, string | null>();
  const note = (databaseId: number, code: string | null): void => {
    if (known.get(databaseId) === code) return;
    known.set(databaseId, code);
    const status = code === null ? 'ok' : 'failing';
    const done = store.run(
      store.query
        .updateTable('database_connections')
        .set({ status, status_code: code })
        .where('id', '=', databaseId)
        .where('status', '<>', 'removed')
        .where((eb) => eb.or([eb('status', '<>', status), eb('status_code', 'is not', code)])),
    );
    if (done.changes > 0) events.emit('database.status', { databaseId, status, code });
  };
  const watchOutage: Status['watchOutage'] = async (id, work) => {
    try {
      return await work();
    } catch (error) {
      if (isDiwanError(error) && outages.has(error.code)) note(id, error.code);
      throw error;
    }
  };
  const watch: Status['watch'] = async (id, work) => {
    const value = await watchOutage(id, work);
    note(id, null);
    return value;
  };
  return {
    note,
    watch,
    watchOutage,
    watched: (id, source) => ({
      dialect: source.dialect,
      test: (signal) => watch(id, () => source.test(signal)),
      introspect: (signal) => watch(id, () => source.introspect(signal)),
      run: (sql, limits, signal) => watch(id, () => source.run(sql, limits, signal)),
      audit: (signal) => watch(id, () => source.audit(signal)),
      close: () => source.close(),
    }),
  };
}
