import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { runToEnd, serve } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

it('logs who did what; after kill -9 the chain verifies, and a change is named', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'shop.sqlite');
  const home = join(folder.path, 'home');
  createShop(file);
  await using telegram = await startBotApi();
  await using gemini = await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.'));
  const env = {
    DIWAN_HOME: home,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'planted-gemini-key-8271',
    GEMINI_BASE_URL: gemini.url,
    DIWAN_VAULT_PASSPHRASE: 'planted-passphrase-9917',
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${file}`,
  };
  await using served = await serve(env);
  const sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
  await sara.send('/start');
  await sara.sees(/Sara/);
  await sara.send('/createorg Acme');
  await sara.sees(/Acme/);
  await sara.send('What were total sales by region?');
  await sara.sees(/North sold most\./);
  await sara.press('CSV');
  await sara.send('/dbs');
  await sara.sees(/Shop/, { after: 0 });
  await served.kill();

  const good = await runToEnd(['verify-log'], env);
  expect(good).toMatchObject({ code: 0, errors: '' });
  expect(JSON.parse(good.out)).toMatchObject({ ok: true, signed: true, problem: null });

  const store = new BetterSqlite3(join(home, 'manager.sqlite'));
  const kinds = store.prepare('SELECT DISTINCT kind FROM activity ORDER BY 1').pluck().all();
  expect(kinds).toEqual(
    expect.arrayContaining([
      'answer',
      'command',
      'organization',
      'question',
      'registration',
      'sql',
      'system',
    ]),
  );
  const id = store.prepare("SELECT id FROM activity WHERE kind = 'sql'").pluck().get();
  store.exec('DROP TRIGGER activity_not_changed');
  store.prepare("UPDATE activity SET outcome = 'never' WHERE id = ?").run(id);
  store.close();
  const bad = await runToEnd(['verify-log'], env);
  expect(bad.code).toBe(1);
  expect(bad.errors).toContain(`Entry ${id} of the activity log was changed`);
  const gone = new BetterSqlite3(join(home, 'manager.sqlite'));
  gone.exec('ALTER TABLE activity RENAME TO elsewhere');
  expect(await runToEnd(['verify-log'], env)).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/^diwan: The file manager\.sqlite is damaged[^\n]*\n$/),
  });
  gone.exec('ALTER TABLE elsewhere RENAME TO activity');
  gone.close();

  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'latin1');
    for (const secret of ['planted-gemini-key', 'planted-passphrase', telegram.token])
      expect(text.includes(secret), `${secret} in ${entry.name}`).toBe(false);
  }
});
