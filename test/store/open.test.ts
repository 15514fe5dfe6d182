import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { managerFile, openManager } from '../../src/main/store/manager/manager.ts';
import { openStore } from '../../src/main/store/open.ts';
import { temporaryFolder } from '../support/folder.ts';

const create = (folder: string) => {
  const store = openManager(folder);
  store.run(store.query.insertInto('settings').values({ key: 'k', value: '1', changed_at: 'now' }));
  store[Symbol.dispose]();
  return join(folder, 'manager.sqlite');
};

describe('opening a store', () => {
  it('is durable: WAL, synchronous FULL, foreign keys on, at every open', () => {
    using folder = temporaryFolder();
    create(folder.path);
    using store = openManager(folder.path);
    const pragma = (name: string) => store.file.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual([
      'wal',
      2,
      1,
    ]);
    const row = { key: 'k2', value: '1', changed_at: 'now' };
    const insert = store.query.insertInto('settings').values(row);
    const forced = () => pragma('synchronous') === 2;
    const relaxed = () => store.relaxed(() => expect(forced()).toBe(false));
    const writes = [
      () => store.transaction(() => expect(forced()).toBe(true)),
      () => store.run(insert),
      () => store.prepare(`DELETE FROM settings WHERE key = 'k2'`).run(),
      () => store.first(insert.returning('key')),
    ];
    for (const write of writes) {
      relaxed();
      write();
      expect(forced()).toBe(true);
    }
  });

  it('refuses a file of a newer version and leaves it as it was', () => {
    using folder = temporaryFolder();
    const path = create(folder.path);
    const file = new BetterSqlite3(path);
    file.pragma('user_version = 999');
    file.close();
    const before = readFileSync(path);
    expect(() => openManager(folder.path)).toThrowError(
      expect.objectContaining({
        code: 'store_newer',
        params: expect.objectContaining({ version: 999 }),
      }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([
    [
      'not a database',
      () => Buffer.from('this is a letter to a friend, not a database'.repeat(200)),
    ],
    ['damaged in the middle', (whole: Buffer) => Buffer.from(whole).fill(0x5a, 4096, 12_288)],
    ['cut off', (whole: Buffer) => whole.subarray(0, whole.length - 9_000)],
  ])('refuses a file that is %s and leaves it as it was', (_what, damage) => {
    using folder = temporaryFolder();
    const path = create(folder.path);
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);
    expect(() => openManager(folder.path)).toThrowError(
      expect.objectContaining({ code: 'store_corrupt' }),
    );
    expect(readFileSync(path).equals(damaged)).toBe(true);
  });

  it('refuses another program’s database', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'manager.sqlite');
    const file = new BetterSqlite3(path);
    file.exec('CREATE TABLE theirs (x); PRAGMA application_id = 77');
    file.close();
    expect(() => openManager(folder.path)).toThrowError(
      expect.objectContaining({ code: 'store_corrupt' }),
    );
  });

  it('keeps a copy before it migrates, and the old version when a migration fails', () => {
    using folder = temporaryFolder();
    const path = create(folder.path);
    const newest = managerFile.migrations.at(-1)?.version ?? 0;
    copyFileSync(path, join(folder.path, 'kept'));
    const broken = {
      ...managerFile,
      migrations: [
        ...managerFile.migrations,
        { version: newest + 1, up: 'CREATE TABLE half (x); CREATE TABLE settings (x)' },
      ],
    };
    expect(() => openStore(folder.path, broken)).toThrow();
    const copies = readdirSync(join(folder.path, 'before-update'));
    expect(copies).toHaveLength(1);
    using store = openManager(folder.path);
    expect(store.file.pragma('user_version', { simple: true })).toBe(newest);
    expect(
      store.file.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get(),
    ).toBe(0);
    expect(store.all(store.query.selectFrom('settings').select('value'))).toEqual([{ value: '1' }]);
  });
});
