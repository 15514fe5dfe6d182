import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { DiwanError } from '../lib/errors.ts';
import type { StoreFile } from './open.ts';

/**
 * Makes sure that no other process has the store open. A damaged one counts as unused.
 * @throws DiwanError `store_locked`
 */
export function requireUnused(folder: string, kind: StoreFile): void {
  const path = join(folder, `${kind.name}.sqlite`);
  if (!existsSync(path)) return;
  const file = new BetterSqlite3(path, { timeout: 0 });
  try {
    // In this mode SQLite wants the file for itself, and is refused while another holds it.
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (cause) {
    const code = cause instanceof BetterSqlite3.SqliteError ? cause.code : '';
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
      throw new DiwanError('store_locked', {
        cause,
        params: { file: `${kind.name}.sqlite`, folder },
      });
  } finally {
    file.close();
  }
}
