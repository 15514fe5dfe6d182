import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { costsFile } from '../../src/main/store/costs/costs.ts';
import { managerFile } from '../../src/main/store/manager/manager.ts';
import { openStore, type StoreFile } from '../../src/main/store/open.ts';
import { temporaryFolder } from '../support/folder.ts';
import { contentsOf } from './filling.ts';
import { grown } from './grown.ts';

const newestOf = (kind: StoreFile): number => kind.migrations.at(-1)?.version ?? 0;

/** Every row of before is there, with what it held. */
function expectKept(file: BetterSqlite3.Database, before: ReturnType<typeof contentsOf>): void {
  const after = contentsOf(file);
  for (const [table, rows] of Object.entries(before)) {
    expect(after[table]?.length, table).toBeGreaterThanOrEqual(rows.length);
    for (const row of rows)
      expect(after[table], table).toContainEqual(expect.objectContaining(row));
  }
}

describe.each([managerFile, costsFile])('the $name store', (kind) => {
  const versions = kind.migrations.map(({ version }) => version);

  it('numbers its migrations without a gap', () => {
    expect(versions).toEqual(versions.map((_, at) => at + 1));
  });

  it.each(versions)(
    'of version %i comes up to date with all its data, and keeps a copy',
    (version) => {
      using folder = temporaryFolder();
      const before = grown(folder.path, kind, version);
      using store = openStore(folder.path, kind);
      expect(store.file.pragma('user_version', { simple: true })).toBe(newestOf(kind));
      expect(store.file.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(store.file.pragma('foreign_key_check')).toEqual([]);
      expectKept(store.file, before);
      if (version === newestOf(kind)) return;
      const [copy = ''] = readdirSync(join(folder.path, 'before-update'));
      const old = new BetterSqlite3(join(folder.path, 'before-update', copy), { readonly: true });
      expect(old.pragma('user_version', { simple: true })).toBe(version);
      expect(contentsOf(old)).toEqual(before);
      old.close();
    },
  );

  it('is whole after kill -9 in the middle of any migration, and is finished by the next start', () => {
    using folder = temporaryFolder();
    const first = join(folder.path, 'first');
    mkdirSync(first);
    const before = grown(first, kind, 1);
    const statements = kind.migrations
      .slice(1)
      .reduce((sum, { up }) => sum + up.split(';\n').length - 1, 0);
    const cuts = [
      1,
      2,
      Math.ceil(statements / 3),
      Math.ceil(statements / 2),
      statements - 1,
      statements,
    ];
    for (const cut of new Set(cuts)) {
      const place = join(folder.path, `cut-${cut}`);
      cpSync(first, place, { recursive: true });
      const child = join(import.meta.dirname, 'migrating-child.ts');
      const died = spawnSync(process.execPath, [child, kind.name, place, String(cut)]);
      expect(died.signal, died.stderr.toString()).toBe('SIGKILL');
      const file = new BetterSqlite3(join(place, `${kind.name}.sqlite`));
      const version = Number(file.pragma('user_version', { simple: true }));
      expect(version).toBeLessThan(newestOf(kind));
      expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
      expectKept(file, before);
      file.close();
      using store = openStore(place, kind);
      expect(store.file.pragma('user_version', { simple: true })).toBe(newestOf(kind));
      expectKept(store.file, before);
    }
  });
});
