import { Schema } from '../../preload/contract/database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import { waitFor } from '../lib/race.ts';
import type { Source } from '../sources/source.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';

/** What is known of each database's schema, with its date. */
export interface Snapshots extends AsyncDisposable {
  /** As last taken; null before the first time. */
  latest(id: number): Schema | null;
  save(id: number, schema: Schema): void;
  /**
   * The last one, at once: an old one is taken anew behind the question's back. Only a database
   * never read before lets the question wait.
   */
  ensure(id: number, source: Source, signal: AbortSignal): Promise<Schema>;
  /** Reads the schema now. Who comes meanwhile waits for the same reading. */
  refresh(id: number, source: Source, signal: AbortSignal): Promise<Schema>;
}

export interface SnapshotsDeps {
  store: ManagerStore;
  clock: Clock;
  log: Log;
  events: Events<DatabaseEvents>;
  /** Older than this is taken anew, hours. */
  refreshHours: () => number;
}

const hourMs = 3_600_000;
const cached = 64;

export function createSnapshots(deps: SnapshotsDeps): Snapshots {
  const { store, clock, log, events } = deps;
  const memory = new Map<number, Schema>();
  const running = new Map<number, Promise<Schema>>();
  const ending = new AbortController();

  const remember = (id: number, schema: Schema): Schema => {
    memory.delete(id);
    memory.set(id, schema);
    const oldest = memory.keys().next();
    if (memory.size > cached && !oldest.done) memory.delete(oldest.value);
    return schema;
  };
  const save = (id: number, schema: Schema): void => {
    if (!write(store, id, schema)) return;
    remember(id, schema);
    events.emit('database.changed', { databaseId: id });
  };
  const take = async (id: number, source: Source): Promise<Schema> => {
    const schema = await source.introspect(ending.signal);
    if (!ending.signal.aborted) save(id, schema);
    return schema;
  };
  const start = (id: number, source: Source): Promise<Schema> => {
    const known = running.get(id);
    if (known) return known;
    const reading = take(id, source).finally(() => running.delete(id));
    running.set(id, reading);
    return reading;
  };
  const latest = (id: number): Schema | null => {
    const takenAt = takenAtOf(store, id);
    const known = memory.get(id);
    if (takenAt === undefined || known?.takenAt === takenAt)
      return takenAt ? (known ?? null) : null;
    return remember(id, read(store, id));
  };
  return {
    latest,
    save,
    async ensure(id, source, signal) {
      const kept = latest(id);
      if (!kept) return waitFor(start(id, source), signal);
      const age = clock.now() - Date.parse(kept.takenAt);
      if (age >= deps.refreshHours() * hourMs)
        start(id, source).catch((error: unknown) =>
          log.warn({ error, database: id }, 'schema not refreshed'),
        );
      return kept;
    },
    refresh: (id, source, signal) => waitFor(start(id, source), signal),
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.allSettled(running.values());
    },
  };
}

const takenAtOf = (store: ManagerStore, id: number): string | undefined =>
  store.first(
    store.query.selectFrom('schema_snapshots').select('taken_at').where('database_id', '=', id),
  )?.taken_at;

function read(store: ManagerStore, id: number): Schema {
  const snapshots = store.query.selectFrom('schema_snapshots').select('schema');
  const row = store.first(snapshots.where('database_id', '=', id));
  return Schema.parse(JSON.parse(row?.schema ?? 'null'));
}

/** False when the database was removed while its schema was read. */
function write(store: ManagerStore, id: number, schema: Schema): boolean {
  return store.transaction(() => {
    const databases = store.query.updateTable('database_connections').where('id', '=', id);
    const there = store.run(
      databases.set({ engine: schema.engine }).where('status', '<>', 'removed'),
    );
    if (there.changes === 0) return false;
    const row = { taken_at: schema.takenAt, schema: JSON.stringify(schema) };
    store.run(
      store.query
        .insertInto('schema_snapshots')
        .values({ database_id: id, ...row })
        .onConflict((conflict) => conflict.column('database_id').doUpdateSet(row)),
    );
    return true;
  });
}
