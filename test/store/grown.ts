import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { StoreFile } from '../../src/main/store/open.ts';
import { contentsOf, fillEmptyTables } from './filling.ts';

/** Tables that a later version made anew, empty, before any release. */
const madeAnew: Readonly<Record<string, readonly string[]>> = { 'manager 1': ['verified_queries'] };

/** A store of an earlier version, grown step by step with data put in at each; returns what is in it. */
export function grown(folder: string, kind: StoreFile, version: number) {
  const file = new BetterSqlite3(join(folder, `${kind.name}.sqlite`));
  file.pragma(`application_id = ${kind.applicationId}`);
  file.pragma('journal_mode = WAL');
  for (const migration of kind.migrations.slice(0, version)) {
    file.pragma('foreign_keys = OFF');
    file.exec(migration.up);
    file.pragma(`user_version = ${migration.version}`);
    for (const table of madeAnew[`${kind.name} ${migration.version}`] ?? [])
      file.exec(
        `CREATE TRIGGER keep_empty BEFORE INSERT ON ${table} BEGIN SELECT RAISE(IGNORE); END`,
      );
    fillEmptyTables(file);
    file.exec('DROP TRIGGER IF EXISTS keep_empty');
  }
  const before = contentsOf(file);
  file.close();
  return before;
}
