import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { codeOfDisk, DiwanError } from '../lib/errors.ts';
import { StoreDatabase } from './database.ts';
import { type Migration, migrate } from './migrate.ts';

export interface StoreFile {
  name: 'manager' | 'costs';
  /** SQLite's `application_id`: tells our files from any other. */
  applicationId: number;
  migrations: readonly Migration[];
}

/** Whole-file checks cost a second a gigabyte: larger files are checked when a page is touched. */
const checkedWholeBytes = 64 * 1024 * 1024;

/**
 * Opens one of our files, creating or migrating it as needed.
 * @throws DiwanError `store_corrupt`, `store_newer`, `store_locked`, `disk_full` or
 * `disk_unwritable`; the file is then as it was.
 */
export function openStore<Tables>(folder: string, kind: StoreFile): StoreDatabase<Tables> {
  const path = join(folder, `${kind.name}.sqlite`);
  const params = { file: basename(path), folder: dirname(path) };
  try {
    if (existsSync(path)) examine(path, kind);
    const file = new BetterSqlite3(path, { timeout: 5_000 });
    try {
      prepare(file, kind);
      migrate(file, kind, folder);
    } catch (error) {
      file.close();
      throw error;
    }
    return new StoreDatabase<Tables>(file);
  } catch (error) {
    throw error instanceof DiwanError
      ? error
      : new DiwanError(codeOf(error), { cause: error, params });
  }
}

/**
 * Opens one of our files for reading alone, as it is, also while the appliance runs.
 * @throws DiwanError `store_corrupt` (also when there is none), `store_newer`, `store_locked` or
 * `disk_unwritable`
 */
export function readStore<Tables>(folder: string, kind: StoreFile): StoreDatabase<Tables> {
  const path = join(folder, `${kind.name}.sqlite`);
  const params = { file: basename(path), folder };
  if (!existsSync(path)) throw new DiwanError('store_corrupt', { params });
  try {
    examine(path, kind);
    return new StoreDatabase<Tables>(new BetterSqlite3(path, { readonly: true, timeout: 5_000 }));
  } catch (error) {
    throw error instanceof DiwanError
      ? error
      : new DiwanError(codeOf(error), { cause: error, params });
  }
}

/**
 * Whether a folder's file of this kind can be opened by this version.
 * @throws DiwanError `store_corrupt`, `store_newer`
 */
export function checkStore(folder: string, kind: StoreFile): void {
  using _store = readStore(folder, kind);
}

/** Looks without writing, so that a damaged or foreign file stays untouched. */
function examine(path: string, kind: StoreFile): void {
  const params = { file: basename(path), folder: dirname(path) };
  const file = new BetterSqlite3(path, { readonly: true });
  try {
    const version = Number(file.pragma('user_version', { simple: true }));
    const owner = Number(file.pragma('application_id', { simple: true }));
    const newest = kind.migrations.at(-1)?.version ?? 0;
    if (version > newest)
      throw new DiwanError('store_newer', { params: { ...params, version, newest } });
    const empty = version === 0 && owner === 0;
    if (!empty && owner !== kind.applicationId) throw new DiwanError('store_corrupt', { params });
    if (sizeOf(file) > checkedWholeBytes) return;
    const verdict = file.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok')
      throw new DiwanError('store_corrupt', { params, cause: new Error(String(verdict)) });
  } finally {
    file.close();
  }
}

const sizeOf = (file: BetterSqlite3.Database): number =>
  Number(file.pragma('page_count', { simple: true })) *
  Number(file.pragma('page_size', { simple: true }));

/** better-sqlite3 reopens a WAL file at synchronous NORMAL: FULL must be asked for each time. */
function prepare(file: BetterSqlite3.Database, kind: StoreFile): void {
  file.pragma('journal_mode = WAL');
  // What is deleted is overwritten where its page is written anyway: no more reading, no more writing.
  file.pragma('secure_delete = FAST');
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  file.pragma('cache_size = -16000');
  file.pragma('trusted_schema = OFF');
  file.pragma(`application_id = ${kind.applicationId}`);
}

function codeOf(error: unknown): 'store_corrupt' | ReturnType<typeof codeOfDisk> {
  const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'store_corrupt';
  return codeOfDisk(error);
}
