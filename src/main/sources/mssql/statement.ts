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
export const runBatch = (session: Session, sql: string, timeoutMs: number): Promise<void> =>
  run(session, { sql, timeoutMs, send: (request) => session.connection.execSqlBatch(request) });

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
  // The caller's deadline is the timeout; the driver's own ends at the first packet.
  return run(session, { sql, timeoutMs: 0, send, sink, signal });
}

interface Work {
  sql: string;
  timeoutMs: number;
  send(request: Request): void;
  sink?: Sink;
  signal?: AbortSignal;
}

async function run(session: Session, work: Work): Promise<void> {
  work.signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let enough = false;
  let broken: unknown = null;
  const request = new session.driver.Request(work.sql, (error) => {
    if (broken !== null) reject(broken);
    else if (error && !enough) reject(statementFailure(error, session.place));
    else resolve();
  });
  request.setTimeout(work.timeoutMs);
  const stop = () => session.connection.cancel();
  const guarded = (step: () => boolean) => {
    if (enough) return;
    try {
      enough = !step();
    } catch (error) {
      broken = error;
      enough = true;
    }
    if (enough) stop();
  };
  const { sink, signal } = work;
  request.on('columnMetadata', (columns) => {
    guarded(() => {
      if (Array.isArray(columns)) sink?.columns(columns);
      return true;
    });
  });
  request.on('row', (cells: DriverCell[]) =>
    guarded(() => sink?.row(cells.map(({ value }) => value)) ?? true),
  );
  signal?.addEventListener('abort', stop, { once: true });
  try {
    work.send(request);
    await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
