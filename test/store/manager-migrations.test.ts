import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createSessions } from '../../src/main/programs/sessions.ts';
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

/** Two users of one channel in turn; Ada's first exchange was cleared, Bob's first is gone by age. */
const talks = `
  INSERT INTO channel_sessions (id, uuid, channel_id, user_id, total_message_count, cleared_through,
      created_at, last_activity_at)
    SELECT 3, 'a', id, 'ada', 6, 2, '2026', '2026' FROM channels
    UNION ALL SELECT 4, 'b', id, 'bob', 4, 0, '2026', '2026' FROM channels;
  INSERT INTO messages (id, session_id, role, text, at) VALUES
    (1, 3, 'user', 'one', '2026'), (2, 3, 'assistant', 're one', '2026'),
    (5, 3, 'user', 'two', '2026'), (6, 3, 'assistant', 're two', '2026'),
    (7, 4, 'user', 'of bob', '2026'), (8, 4, 'assistant', 're of bob', '2026'),
    (9, 3, 'user', 'three', '2026'), (10, 3, 'assistant', 're three', '2026');`;

test('what programs’ users said before is still each one’s own, in order', () => {
  using folder = temporaryFolder();
  const before = managerFile.migrations.filter(({ version }) => version < 7);
  openStore(folder.path, { ...managerFile, migrations: before })[Symbol.dispose]();
  const file = new BetterSqlite3(join(folder.path, 'manager.sqlite'));
  file.exec(talks);
  file.close();
  using store = openManager(folder.path);
  const sessions = createSessions(store);
  const channelId = store.first(store.query.selectFrom('channels').select('id'))?.id ?? 0;
  const said = (userId: string, most: number) => {
    const user = { channelId, userId };
    return sessions.history(sessions.find(user), user, most).map(({ text }) => text);
  };
  expect(said('ada', 3)).toEqual(['re two', 'three', 're three']);
  expect(said('ada', 20)).toEqual(['two', 're two', 'three', 're three']);
  expect(said('bob', 20)).toEqual(['of bob', 're of bob']);
});
