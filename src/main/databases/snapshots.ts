import { Schema } from '../../preload/contract/database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import { waitFor } from '../lib/race.ts';
import type { Gate } from '../sources/gate.ts';
import type { Prepared } from '../store/database.ts';
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

export class StoredSnapshots implements Snapshots {
  readonly #deps: SnapshotsDeps;
  readonly #memory = new Map<number, Schema>();
  readonly #running = new Map<number, Reading>();
  readonly #takenAt: Prepared<{ takenAt: string }, [number]>;

  constructor(deps: SnapshotsDeps) {
    this.#deps = deps;
    this.#takenAt = deps.store.prepare(
      'SELECT taken_at AS takenAt FROM schema_snapshots WHERE database_id = ?',
    );
  }

  latest(id: number): Schema | null {
    const { store } = this.#deps;
    const takenAt = this.#takenAt.first(id)?.takenAt;
    if (takenAt === undefined) return null;
    const known = this.#memory.get(id);
    return known?.takenAt === takenAt ? known : this.#remember(id, read(store, id));
  }

  save(id: number, schema: Schema): void {
    this.#stop(id);
    this.#put(id, schema);
  }

  forget(id: number): void {
    const { store, events } = this.#deps;
    this.#stop(id);
    this.#memory.delete(id);
    store.run(store.query.deleteFrom('schema_snapshots').where('database_id', '=', id));
    events.emit('database.changed', { databaseId: id });
  }

  async ensure(id: number, opened: Opened, signal: AbortSignal): Promise<Schema> {
    const { clock, settings } = this.#deps;
    const kept = this.latest(id);
    if (!kept) return waitFor(this.#start(id, opened).schema, signal);
    const age = clock.now() - Date.parse(kept.takenAt);
    if (age >= settings().refreshHours * hourMs) this.#start(id, opened);
    return kept;
  }

  refresh(id: number, opened: Opened, signal: AbortSignal): Promise<Schema> {
    return waitFor(this.#start(id, opened).whole, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ending = [...this.#running.values()];
    for (const reading of ending) reading.stop.abort();
    await Promise.allSettled(ending.map((reading) => reading.whole));
  }

  /** The reading that is under way, or a new one. */
  #start(id: number, opened: Opened): Reading {
    const known = this.#running.get(id);
    if (known) return known;
    const stop = new AbortController();
    const schema = this.#introspect(id, opened, stop.signal);
    const whole = schema.then((taken) => this.#sample(id, opened, taken, stop.signal));
    const reading = { schema, whole, stop };
    this.#running.set(id, reading);
    const done = () => this.#running.get(id) === reading && this.#running.delete(id);
    whole.then(done, (error: unknown) => {
      done();
      this.#deps.log.warn({ error, database: id }, 'schema not read');
    });
    return reading;
  }

  async #introspect(id: number, { source }: Opened, signal: AbortSignal): Promise<Schema> {
    const schema = carrySamples(await source.introspect(signal), this.latest(id));
    return signal.aborted ? schema : this.#put(id, schema);
  }

  async #sample(id: number, opened: Opened, schema: Schema, signal: AbortSignal): Promise<Schema> {
    if (!this.#deps.settings().sampling || signal.aborted) return schema;
    const notes = readNotes(this.#deps.store, id);
    const said = { notes, rules: rulesOf(schema, hiddenBy(notes), opened.target) };
    const tables = await sampleTables(this.#deps, opened.source, schema, said, signal);
    return signal.aborted ? schema : this.#put(id, { ...schema, tables });
  }

  #stop(id: number): void {
    this.#running.get(id)?.stop.abort();
    this.#running.delete(id);
  }

  #put(id: number, schema: Schema): Schema {
    const { store, events } = this.#deps;
    if (!write(store, id, schema)) return schema;
    this.#remember(id, schema);
    events.emit('database.changed', { databaseId: id });
    return schema;
  }

  #remember(id: number, schema: Schema): Schema {
    this.#memory.delete(id);
    this.#memory.set(id, schema);
    const oldest = this.#memory.keys().next();
    if (this.#memory.size > cached && !oldest.done) this.#memory.delete(oldest.value);
    return schema;
  }
}

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
