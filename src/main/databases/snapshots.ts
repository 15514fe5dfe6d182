import { Schema } from '../../preload/contract/database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import { waitFor } from '../lib/race.ts';
import type { Gate } from '../sources/gate.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Opened } from './connections.ts';
import type { DatabaseEvents } from './events.ts';
import { hiddenBy, rulesOf } from './hiding.ts';
import { readNotes } from './notes.ts';
import { carrySamples, sampleTables } from './profiling.ts';

/** What is known of each database's schema, with its date. */
export interface Snapshots extends AsyncDisposable {
  /** As last taken; null before the first time. */
  latest(id: number): Schema | null;
  /** Puts a schema in place of whatever was known or is being read. */
  save(id: number, schema: Schema): void;
  /** The connection leads elsewhere now. */
  forget(id: number): void;
  /**
   * The last one, at once: an old one is taken anew behind the question's back. Only a database
   * never read before lets the question wait.
   */
  ensure(id: number, opened: Opened, signal: AbortSignal): Promise<Schema>;
  /** Reads the schema now, samples included. Who comes meanwhile waits for the same reading. */
  refresh(id: number, opened: Opened, signal: AbortSignal): Promise<Schema>;
}

export interface SnapshotsDeps {
  store: ManagerStore;
  clock: Clock;
  log: Log;
  events: Events<DatabaseEvents>;
  gate: Gate;
  /** `refreshHours`: older than this is taken anew. */
  settings: () => { refreshHours: number; sampling: boolean };
}

/** A reading under way: the schema is there before its samples are. */
interface Reading {
  schema: Promise<Schema>;
  whole: Promise<Schema>;
  stop: AbortController;
}

const hourMs = 3_600_000;
const cached = 64;

export function createSnapshots(deps: SnapshotsDeps): Snapshots {
  const { store, clock, log, events } = deps;
  const memory = new Map<number, Schema>();
  const running = new Map<number, Reading>();

  const remember = (id: number, schema: Schema): Schema => {
    memory.delete(id);
    memory.set(id, schema);
    const oldest = memory.keys().next();
    if (memory.size > cached && !oldest.done) memory.delete(oldest.value);
    return schema;
  };
  const latest = (id: number): Schema | null => {
    const takenAt = takenAtOf(store, id);
    if (takenAt === undefined) return null;
    const known = memory.get(id);
    return known?.takenAt === takenAt ? known : remember(id, read(store, id));
  };
  const save = (id: number, schema: Schema, signal?: AbortSignal): Schema => {
    if (signal?.aborted || !write(store, id, schema)) return schema;
    remember(id, schema);
    events.emit('database.changed', { databaseId: id });
    return schema;
  };
  const introspect = async (id: number, { source }: Opened, signal: AbortSignal) =>
    save(id, carrySamples(await source.introspect(signal), latest(id)), signal);
  const sample = async (id: number, opened: Opened, schema: Schema, signal: AbortSignal) => {
    if (!deps.settings().sampling || signal.aborted) return schema;
    const notes = readNotes(store, id);
    const said = { notes, rules: rulesOf(schema, hiddenBy(notes), opened.target) };
    const tables = await sampleTables(deps, opened.source, schema, said, signal);
    return save(id, { ...schema, tables }, signal);
  };
  const start = (id: number, opened: Opened): Reading => {
    const known = running.get(id);
    if (known) return known;
    const stop = new AbortController();
    const schema = introspect(id, opened, stop.signal);
    const whole = schema.then((taken) => sample(id, opened, taken, stop.signal));
    const reading: Reading = { schema, whole, stop };
    running.set(id, reading);
    const done = () => running.get(id) === reading && running.delete(id);
    whole.then(done, (error: unknown) => {
      done();
      log.warn({ error, database: id }, 'schema not read');
    });
    return reading;
  };
  const stop = (id: number): void => {
    running.get(id)?.stop.abort();
    running.delete(id);
  };
  return {
    latest,
    save(id, schema) {
      stop(id);
      save(id, schema);
    },
    forget(id) {
      stop(id);
      memory.delete(id);
      store.run(store.query.deleteFrom('schema_snapshots').where('database_id', '=', id));
      events.emit('database.changed', { databaseId: id });
    },
    async ensure(id, opened, signal) {
      const kept = latest(id);
      if (!kept) return waitFor(start(id, opened).schema, signal);
      const age = clock.now() - Date.parse(kept.takenAt);
      if (age >= deps.settings().refreshHours * hourMs) start(id, opened);
      return kept;
    },
    refresh: (id, opened, signal) => waitFor(start(id, opened).whole, signal),
    async [Symbol.asyncDispose]() {
      const ending = [...running.values()];
      for (const reading of ending) reading.stop.abort();
      await Promise.allSettled(ending.map((reading) => reading.whole));
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
