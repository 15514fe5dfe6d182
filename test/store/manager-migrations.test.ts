import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { managerFile, openManager } from '../../src/main/store/manager/manager.ts';
import { openStore } from '../../src/main/store/open.ts';
import { temporaryFolder } from '../support/folder.ts';

/** What a first release may have left behind, in the words of its own tables. */
const firstRelease = `
  INSERT INTO users (id, telegram_id, name, created_at, last_seen_at)
    VALUES (1, 100, 'Ada', '2026-01-01', '2026-01-01');
  INSERT INTO organizations VALUES (5, 'Acme', 'acme', '2026-01-01');
  INSERT INTO organization_members VALUES (1, 5, 'owner', '2026-01-01');
  INSERT INTO database_connections
    (id, organization_id, name, dialect, display, secret_ref, created_by, created_at)
    VALUES (7, 5, 'Shop', 'sqlite', '/shop', 'connection-7', 1, '2026-01-01');
  INSERT INTO answer_cases (conversation_id, database_id, user_id, created_at)
    VALUES (3, 7, 1, '2026-01-01');`;

test('a store of the first version is brought up to date with all that is in it', () => {
  using folder = temporaryFolder();
  const [base] = managerFile.migrations;
  if (!base) throw new RangeError('no migrations');
  openStore(folder.path, { ...managerFile, migrations: [base] })[Symbol.dispose]();
  const file = new BetterSqlite3(join(folder.path, 'manager.sqlite'));
  file.exec(firstRelease);
  file.close();
  using store = openManager(folder.path);
  const { query } = store;
  expect(store.file.pragma('user_version', { simple: true })).toBe(managerFile.migrations.length);
  expect(store.file.pragma('foreign_key_check')).toEqual([]);
  expect(store.first(query.selectFrom('organizations').selectAll())).toMatchObject({
    slug: 'acme',
    closed_at: null,
  });
  expect(store.first(query.selectFrom('database_connections').selectAll())).toMatchObject({
    name: 'Shop',
    origin: 'person',
  });
  expect(store.first(query.selectFrom('answer_cases').selectAll())).toMatchObject({
    database_id: 7,
    organization_id: null,
  });
  expect(store.all(query.selectFrom('sessions').selectAll())).toEqual([]);
});
