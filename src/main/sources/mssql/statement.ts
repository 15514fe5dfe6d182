import type { Request } from 'tedious';
import type { Session } from './connect.ts';
import type { Metadata } from './driver.ts';
import { statementFailure } from './errors.ts';

/** Takes a result as it streams in. */
export interface Sink {
  columns(columns: Metadata[]): void;
  /** False when it has enough: the server is told to stop. */
  row(values: unknown[]): boolean;
}

interface DriverCell {
  value: unknown;
}

/** A few words of Diwan's own as a batch: settings, transactions. */
export const runBatch = (session: Session, sql: string): Promise<void> =>
  run(session, { sql, send: (request) => session.connection.execSqlBatch(request) });

/** As just signed in: settings, temporary tables and transactions gone (sp_reset_connection). */
export function resetSession(session: Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.connection.reset((error) => {
      if (error) reject(statementFailure(error, session.place));
      else resolve();
    });
  });
}

/**
 * One statement by sp_executesql, where what it sets ends with it and an unbalanced transaction is
 * an error. Aborting sends an attention; the promise settles when the server has acknowledged it.
 */
export function runStatement(
  session: Session,
  sql: string,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const send = (request: Request) => session.connection.execSql(request);
  return run(session, { sql, send, sink, signal });
}

interface Work {
  sql: string;
  send(request: Request): void;
  sink?: Sink;
  signal?: AbortSignal;
}

/**
 * Rows that are under way when enough have come must be read before an attention is acknowledged.
 * After this long it is quicker to close the connection, which ends the statement too.
 */
const drainMs = 100;

async function run(session: Session, work: Work): Promise<void> {
  const { sink, signal } = work;
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const reading = new Reading(session, sink);
  const request = new session.driver.Request(work.sql, (error) => {
    if (reading.broken !== null) reject(reading.broken);
    else if (error && !reading.enough) reject(statementFailure(error, session.place));
    else resolve();
  });
  request.on('columnMetadata', (columns) => {
    if (Array.isArray(columns)) reading.columns(columns);
  });
  request.on('row', (cells: DriverCell[]) => reading.row(cells));
  const stop = () => session.connection.cancel();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    work.send(request);
    await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
    reading.settled.abort();
  }
}

/** Hands a result on until the sink has enough or throws; then the server is told to stop. */
class Reading {
  readonly settled = new AbortController();
  enough = false;
  broken: unknown = null;
  readonly #session: Session;
  readonly #sink: Sink | undefined;

  constructor(session: Session, sink: Sink | undefined) {
    this.#session = session;
    this.#sink = sink;
  }

  columns(columns: Metadata[]): void {
    this.#step(() => {
      this.#sink?.columns(columns);
      return true;
    });
  }

  row(cells: DriverCell[]): void {
    this.#step(() => this.#sink?.row(cells.map(({ value }) => value)) ?? true);
  }

  #step(more: () => boolean): void {
    if (this.enough) return;
    try {
      this.enough = !more();
    } catch (error) {
      this.broken = error;
      this.enough = true;
    }
    if (this.enough) this.#stop();
  }

  #stop(): void {
    const { connection, clock } = this.#session;
    connection.cancel();
    clock.sleep(drainMs, this.settled.signal).then(
      () => connection.close(),
      () => undefined, // acknowledged in time
    );
  }
}
