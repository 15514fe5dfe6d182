import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import type { StoreFile } from './open.ts';

export interface Migration {
  /** 1, 2, 3 … without a gap; equals `user_version` once it has run. */
  version: number;
  up: string;
}

/**
 * Brings a file to the newest version, each step in one transaction with its version number, so
 * that an interruption leaves the step before whole. A copy is kept before the first step.
 */
export function migrate(file: BetterSqlite3.Database, kind: StoreFile, folder: string): void {
  const current = Number(file.pragma('user_version', { simple: true }));
  const due = kind.migrations.filter((migration) => migration.version > current);
  if (due.length === 0) return;
  if (current > 0) keepCopy(file, kind, folder, current);
  for (const migration of due) {
    file
      .transaction(() => {
        file.exec(migration.up);
        file.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}

function keepCopy(
  file: BetterSqlite3.Database,
  kind: StoreFile,
  folder: string,
  version: number,
): void {
  const copies = join(folder, 'before-update');
  mkdirSync(copies, { recursive: true });
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const copy = join(copies, `${kind.name}-v${version}-${stamp}.sqlite`);
  file.prepare('VACUUM INTO ?').run(copy);
}
