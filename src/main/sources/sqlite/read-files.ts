import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { lockDown, openFile } from './connect.ts';

/** How long a file stays open for the next question, and how long it may at most. */
const life = { idleMs: 100, wholeMs: 1_000 };
const mostFiles = 8;
const mostStatements = 50;

/** A file that is locked down for queries, and open as long as question follows question. */
export class ReadFile implements Disposable {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Taken before it was opened: what is replaced in between is opened once more. */
  readonly #stamp: string;
  readonly #until = performance.now() + life.wholeMs;

  constructor(path: string) {
    this.#stamp = stampOf(path);
    this.#db = openFile(path);
    lockDown(this.#db);
  }

  /** Whether it may be read on: not where it was replaced or written over. */
  isFresh(path: string): boolean {
    return performance.now() < this.#until && stampOf(path) === this.#stamp;
  }

  /** Rows as arrays, whole numbers as bigint. */
  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    if (this.#statements.size >= mostStatements) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}

/** The files that queries read. Who wants to replace one on Windows may have to wait a moment. */
export class ReadFiles {
  readonly #open = new Map<string, ReadFile>();
  #closing: NodeJS.Timeout | null = null;

  /** What `work` throws may have left a statement half done: then the file is closed. */
  read<Value>(path: string, work: (file: ReadFile) => Value): Value {
    const file = this.#find(path) ?? this.#start(path);
    try {
      const value = work(file);
      this.#closeSoon();
      return value;
    } catch (error) {
      this.#close(path);
      throw error;
    }
  }

  #find(path: string): ReadFile | null {
    const known = this.#open.get(path);
    if (known?.isFresh(path)) return known;
    this.#close(path);
    return null;
  }

  #start(path: string): ReadFile {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= mostFiles && oldest !== undefined) this.#close(oldest);
    const file = new ReadFile(path);
    this.#open.set(path, file);
    return file;
  }

  #close(path: string): void {
    this.#open.get(path)?.[Symbol.dispose]();
    this.#open.delete(path);
  }

  #closeSoon(): void {
    this.#closing ??= setTimeout(() => {
      this.#closing = null;
      for (const path of this.#open.keys()) this.#close(path);
    }, life.idleMs);
    this.#closing.refresh();
  }
}

/** Which file it is and when it was last written; no other file has the number of an open one. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}
