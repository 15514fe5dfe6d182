import { constants as access, accessSync, existsSync, statSync } from 'node:fs';
import { constants, DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { DiwanError } from '../../lib/errors.ts';
import { functions } from './guard/functions.ts';

/** No single value is larger, whatever zeroblob() or group_concat() would make. */
const largestValue = 64 * 1024 * 1024;
const busyMs = 5_000;

/**
 * Opens a file for reading only. Runs in the child process. Throws `db_file_missing`, or what
 * toSourceError makes of the engine's words.
 */
export function openFile(path: string): DatabaseSync {
  // Without it nothing but the guard would stand between a query and the functions of SQLite.
  if (!('setAuthorizer' in DatabaseSync.prototype))
    throw engineError(`SQLite files need Node 24.10 or later, this is ${process.version}`);
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) throw new DiwanError('db_file_missing', { params: { path } });
  if (!file.isFile()) throw engineError(`${path} is no file`);
  try {
    return openChecked(path);
  } catch (error) {
    // A WAL file in a folder one may not write to has no place for its index: nobody can be
    // writing then either, so that it may be read as it stands.
    const noPlace = [sqlite.cantOpen, sqlite.readonly].includes(errorNumber(error));
    if (!noPlace || existsSync(`${path}-wal`)) throw error;
    return openChecked(new URL(`${pathToFileURL(path).href}?immutable=1`));
  }
}

function openChecked(path: string | URL): DatabaseSync {
  const db = new DatabaseSync(path, {
    readOnly: true,
    timeout: busyMs,
    enableDoubleQuotedStringLiterals: true,
    limits: { length: largestValue, attach: 0 },
  });
  try {
    db.enableDefensive(true);
    db.exec('PRAGMA query_only = 1; PRAGMA trusted_schema = 0');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What the guard allows, and what SQLite calls for operators and full-text search. */
const allowed = new Set([...functions, '->', '->>', 'matchinfo', 'offsets', 'subtype']);

/** From here on only queries, and only with known functions; views and triggers included. */
export function lockDown(db: DatabaseSync): void {
  db.setAuthorizer((action, first, second) => {
    switch (action) {
      case constants.SQLITE_SELECT:
      case constants.SQLITE_READ:
      case constants.SQLITE_RECURSIVE:
        return constants.SQLITE_OK;
      case constants.SQLITE_FUNCTION: {
        const name = (second ?? first ?? '').toLowerCase();
        return allowed.has(name) ? constants.SQLITE_OK : constants.SQLITE_DENY;
      }
      default:
        return constants.SQLITE_DENY;
    }
  });
}

export const isWritable = (path: string): boolean => {
  try {
    accessSync(path, access.W_OK);
    return true;
  } catch {
    return false; // what was asked
  }
};

/** https://sqlite.org/rescode.html, the low byte of an extended code. */
const sqlite = { perm: 3, busy: 5, locked: 6, readonly: 8, cantOpen: 14, auth: 23 };

const engineError = (reason: string, cause?: unknown): DiwanError =>
  new DiwanError('db_engine_error', { cause, params: { reason } });

const errorNumber = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : 0;

/** What node:sqlite threw, as one of the closed codes. */
export function toSourceError(error: unknown): DiwanError {
  if (error instanceof DiwanError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  switch (errorNumber(error)) {
    case sqlite.busy:
    case sqlite.locked:
      return new DiwanError('db_timeout', { cause: error, params: { seconds: busyMs / 1000 } });
    case sqlite.perm:
    case sqlite.readonly:
    case sqlite.auth:
      return new DiwanError('db_permission', { cause: error, params: { reason } });
    case sqlite.cantOpen:
      return engineError(`the file cannot be opened: ${reason}`, error);
    default:
      return engineError(reason, error);
  }
}
