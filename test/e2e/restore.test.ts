import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownerSession } from '../support/house.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { type Served, serve } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

const Made = z.object({ name: z.string() });
const List = z.object({ folder: z.string(), laidReady: z.string().nullable() });

async function ownerOf({ ready }: Served) {
  const { origin, token } = await ownerSession(ready.owner ?? '');
  return async (name: string, input: unknown = {}): Promise<unknown> => {
    const response = await fetch(`${origin}/rpc/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    });
    return await response.json();
  };
}

const namesIn = (home: string): unknown => {
  const file = new BetterSqlite3(join(home, 'manager.sqlite'), { readonly: true });
  const names = file.prepare('SELECT name FROM users ORDER BY id').pluck().all();
  file.close();
  return names;
};

it('is asked for in the window, survives a kill, is done by the next start, and keeps what was there', async () => {
  using folder = temporaryFolder();
  createShop(join(folder.path, 'shop.sqlite'));
  await using telegram = await startBotApi();
  await using gemini = await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.'));
  const home = join(folder.path, 'home');
  const env = {
    DIWAN_HOME: home,
    DIWAN_SECRETS: 'file',
    DIWAN_VAULT_PASSPHRASE: 'a passphrase of tests',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder.path, 'shop.sqlite')}`,
  };
  const ask = async (id: number, name: string) => {
    const person = telegram.user(id, { name, languageCode: 'en' });
    person.send('What were total sales by region?');
    await person.sees(/North sold most\./);
  };
  {
    await using served = await serve(env);
    const owner = await ownerOf(served);
    await ask(1, 'Sara');
    // While a question is under way: what it writes is in the copy whole or not at all.
    const [made] = await Promise.all([
      owner('backup.make', { passphrase: null }).then((said) => Made.parse(said)),
      ask(2, 'Omar'),
    ]);
    await ask(3, 'Lena');
    const { folder: backups } = List.parse(await owner('backup.list'));
    const whole = join(backups, made.name);
    const bytes = readFileSync(whole);
    const half = bytes.length >> 1;
    bytes[half] = (bytes[half] ?? 0) ^ 1;
    writeFileSync(join(backups, 'damaged.tar.gz'), bytes);
    copyFileSync(whole, join(backups, 'cut.tar.gz'));
    writeFileSync(join(backups, 'cut.tar.gz'), readFileSync(whole).subarray(0, half));
    for (const name of ['damaged.tar.gz', 'cut.tar.gz'])
      expect(await owner('backup.restore', { name })).toMatchObject({ code: 'backup_damaged' });
    expect(List.parse(await owner('backup.list')).laidReady).toBeNull();
    await owner('backup.restore', { name: made.name });
    expect(List.parse(await owner('backup.list')).laidReady).not.toBeNull();
    // Until the next start all goes on as it was.
    await ask(4, 'Noor');
    await served.kill();
  }
  expect(namesIn(home)).toEqual(['Sara', 'Omar', 'Lena', 'Noor']);
  {
    await using served = await serve(env);
    const owner = await ownerOf(served);
    expect(List.parse(await owner('backup.list')).laidReady).toBeNull();
    await ask(5, 'Reza');
    expect(await owner('activity.verify')).toMatchObject({ ok: true });
    expect((await served.stop()).code).toBe(0);
  }
  const restored = namesIn(home);
  expect(restored).toContain('Sara');
  expect(restored).toContain('Reza');
  expect(restored).not.toContain('Lena');
  const [kept = ''] = readdirSync(home).filter((name) => name.startsWith('before-restore-'));
  expect(namesIn(join(home, kept))).toEqual(['Sara', 'Omar', 'Lena', 'Noor']);
});
