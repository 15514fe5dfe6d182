import { basename } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  type InferResult,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { DiwanError } from '../lib/errors.ts';
import { Checkpoints } from './checkpoints.ts';
import { LogFlush } from './log-flush.ts';

type Statement = BetterSqlite3.Statement<unknown[], unknown>;

/** Kysely as a typed builder only: better-sqlite3 runs what it compiles, at once and in order. */
const createBuilder = <Tables>(): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

/**
 * Pages of the log at which SQLite itself copies them back within a commit: where the thread does
 * not keep up, and where there is none.
 */
const pagesAtMost = 20_000;
const pagesBehind = 4_000;

const checkpointWithin = (file: BetterSqlite3.Database, pages: number): void => {
  if (file.open && !file.readonly) file.pragma(`wal_autocheckpoint = ${pages}`);
};

/** All that is committed into the database itself, synced where syncs are forced. */
function copyWholeLog(file: BetterSqlite3.Database): void {
  const busy = file.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
  if (busy !== 0) throw new DiwanError('store_locked', { params: { file: basename(file.name) } });
}

/** How many prepared statements are kept; the busiest doors use a few dozen. */
const keptStatements = 500;

/**
 * One of our own SQLite files: typed queries in, rows out, all synchronous. Statements are
 * prepared once per SQL text and kept.
 */
export class StoreDatabase<Tables> implements Disposable {
  readonly query: Kysely<Tables> = createBuilder<Tables>();
  readonly #file: BetterSqlite3.Database;
  readonly #log: LogFlush;
  readonly #checkpoints: Checkpoints;
  readonly #statements = new Map<string, Statement>();
  /** Whether SQLite forces the end of a transaction to the disk; it is told only when that changes. */
  #forced = true;
  #inside = false;

  constructor(file: BetterSqlite3.Database) {
    this.#file = file;
    this.#log = new LogFlush(file.name, () => {
      this.#force(true);
      copyWholeLog(file);
    });
    this.#checkpoints = new Checkpoints(file.name, () => checkpointWithin(file, pagesBehind));
    checkpointWithin(file, pagesAtMost);
  }

  all<Query extends Compilable<unknown>>(query: Query): InferResult<Query> {
    const compiled = query.compile();
    return this.#open(compiled.sql).all(...compiled.parameters) as InferResult<Query>;
  }

  /** The first row, or undefined. */
  first<Query extends Compilable<unknown>>(query: Query): InferRow<Query> | undefined {
    const compiled = query.compile();
    return this.#open(compiled.sql).get(...compiled.parameters) as InferRow<Query> | undefined;
  }

  /** Runs a statement that returns no rows. */
  run(query: Compilable<unknown>): { changes: number; lastId: number } {
    const compiled = query.compile();
    const done = this.#open(compiled.sql).run(...compiled.parameters);
    return { changes: done.changes, lastId: Number(done.lastInsertRowid) };
  }

  /**
   * Compiled once, run often: the hot path skips Kysely's compiler. `Args` are bound in the order
   * in which the query names its parameters. The same text gives the same prepared statement.
   */
  prepare<Row, Args extends unknown[]>(query: CompiledQuery<Row> | string): Prepared<Row, Args> {
    const statement = this.#prepare(
      typeof query === 'string' ? query : query.sql,
    ) as BetterSqlite3.Statement<unknown[], Row>;
    const ready = () => {
      this.#forceAlone(statement);
      return statement;
    };
    return {
      all: (...args) => ready().all(...args),
      first: (...args) => ready().get(...args),
      run: (...args) => ready().run(...args).changes,
      insert: (...args) => {
        const { changes, lastInsertRowid } = ready().run(...args);
        return changes === 0 ? null : Number(lastInsertRowid);
      },
    };
  }

  /** All or nothing, with the write lock taken at the start. Nested calls become savepoints. */
  transaction<Value>(work: () => Value): Value {
    return this.#transact(work, true);
  }

  /**
   * A transaction whose end is not forced to the disk: it survives the end of the process, not of
   * the machine's power. `flush`, or the next ordinary transaction, makes it durable too.
   */
  relaxed<Value>(work: () => Value): Value {
    return this.#transact(work, false);
  }

  #transact<Value>(work: () => Value, forced: boolean): Value {
    const nested = this.#inside;
    if (!nested) this.#force(forced);
    this.#prepare(nested ? 'SAVEPOINT nested' : 'BEGIN IMMEDIATE').run();
    this.#inside = true;
    try {
      const value = work();
      this.#prepare(nested ? 'RELEASE nested' : 'COMMIT').run();
      if (!nested) this.#checkpoints.committed();
      return value;
    } catch (error) {
      this.#undo(nested);
      throw error;
    } finally {
      this.#inside = nested;
    }
  }

  #force(forced: boolean): void {
    if (this.#forced === forced) return;
    this.#file.pragma(`synchronous = ${forced ? 'FULL' : 'NORMAL'}`);
    this.#forced = forced;
  }

  /** A statement that writes without a transaction around it is one by itself. */
  #forceAlone(statement: Pick<Statement, 'readonly'>): void {
    if (!this.#forced && !this.#inside && !statement.readonly) this.#force(true);
  }

  #undo(nested: boolean): void {
    // SQLite has already rolled back by itself after some errors, a full disk among them.
    if (!this.#file.inTransaction) return;
    this.#prepare(nested ? 'ROLLBACK TO nested' : 'ROLLBACK').run();
    if (nested) this.#prepare('RELEASE nested').run();
  }

  /** Resolves when everything committed so far, relaxed or not, would survive a power cut. */
  async flush(): Promise<void> {
    await this.#log.flush();
    await this.#checkpoints.catchUp();
  }

  /** The same on the spot: half the wait where the disk is quick, and the event loop stands still. */
  flushNow(): void {
    this.#log.flushNow();
  }

  /** False while what was committed last may not survive a power cut. */
  get durable(): boolean {
    return !this.#log.broken;
  }

  /** The file underneath, for backups, migrations and pragmas. */
  get file(): BetterSqlite3.Database {
    return this.#file;
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#log[Symbol.dispose]();
    this.#checkpoints[Symbol.dispose]();
    this.#file.close();
  }

  #open(sql: string): Statement {
    const statement = this.#prepare(sql);
    this.#forceAlone(statement);
    return statement;
  }

  #prepare(sql: string): Statement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    if (this.#statements.size >= keptStatements) {
      const oldest = this.#statements.keys().next();
      if (!oldest.done) this.#statements.delete(oldest.value);
    }
    const statement = this.#file.prepare<unknown[], unknown>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

type InferRow<Query extends Compilable<unknown>> =
  InferResult<Query> extends readonly (infer Row)[] ? Row : never;

export interface Prepared<Row, Args extends unknown[]> {
  all(...args: Args): Row[];
  first(...args: Args): Row | undefined;
  /** Returns how many rows changed. */
  run(...args: Args): number;
  /** Returns the new row's id; null where a conflict let none in. */
  insert(...args: Args): number | null;
}
