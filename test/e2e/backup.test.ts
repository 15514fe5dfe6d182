import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { runToEnd, serve } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

it('is made while questions are answered, and moves all to another machine without the old vault', async () => {
  using folder = temporaryFolder();
  const shop = join(folder.path, 'shop.sqlite');
  const file = join(folder.path, 'all.tar.gz');
  createShop(shop);
  await using telegram = await startBotApi();
  await using gemini = await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.'));
  const env = {
    DIWAN_HOME: join(folder.path, 'old'),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    DIWAN_VAULT_PASSPHRASE: 'the old machine',
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${shop}`,
  };
  {
    await using served = await serve(env);
    const sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
    await sara.send('/start');
    await sara.sees(/Sara/);
    await sara.send('What were total sales by region?');
    const [made] = await Promise.all([
      runToEnd(['backup', file, '--with-secrets'], env),
      sara.sees(/North sold most\./),
    ]);
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.out)).toMatchObject({ path: file, secrets: true });
    const running = await runToEnd(['restore', file], env, 'the old machine\n');
    expect(running.code).toBe(1);
    expect(running.errors).toMatch(/in use/);
    await served.stop();
  }
  const next = {
    ...env,
    DIWAN_HOME: join(folder.path, 'new'),
    DIWAN_VAULT_PASSPHRASE: 'another one',
  };
  const wrong = await runToEnd(['restore', file], next, 'guessed wrongly\n');
  expect(wrong.code).toBe(1);
  expect(wrong.errors).toMatch(/passphrase does not open/);
  const right = await runToEnd(['restore', file], next, 'the old machine\n');
  expect(right).toMatchObject({ code: 0 });
  expect(await runToEnd(['verify-log'], next)).toMatchObject({ code: 0 });
  {
    await using served = await serve(next);
    const omar = telegram.user(2, { name: 'Omar', languageCode: 'en' });
    await omar.send('What were total sales by region?');
    await omar.sees(/North sold most\./);
    await served.stop();
  }
  const store = new BetterSqlite3(join(next.DIWAN_HOME, 'manager.sqlite'), { readonly: true });
  const people = store.prepare('SELECT name FROM users ORDER BY id').pluck().all();
  store.close();
  expect(people).toEqual(['Sara', 'Omar']);

  // A folder that can hold no other, where Node itself would try for ever.
  const nowhere = await runToEnd(['backup', '/proc/nowhere/all.tar.gz'], next);
  expect(nowhere.code).toBe(1);
  expect(nowhere.errors).toMatch(/cannot write/);

  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const damaged = await runToEnd(['restore', file], next, 'the old machine\n');
  expect(damaged.errors).toMatch(/damaged or incomplete/);
  expect(await runToEnd(['verify-log'], next)).toMatchObject({ code: 0 });
});
