import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotApi, type Person, startBotApi } from '../support/botapi/index.ts';
import { type FailingDisk, noFailingDisk, openFailingDisk } from '../support/failing-disk.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownerSession } from '../support/house.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { runToEnd, type Served, serve } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

const why = noFailingDisk();
const superKey = 'a-super-admin-key-of-tests';
const place = new AsyncDisposableStack();
let disk: FailingDisk;
let telegram: BotApi;
let gemini: ModelStandIn;
let env: Record<string, string>;
let served: Served;
let owner: (name: string, input?: unknown) => Promise<Said>;
let program: (text: string) => Promise<Said>;
let founder: Person;
let people = 0;

interface Said {
  status: number;
  text: string;
}

async function post(url: string, key: string, body: unknown): Promise<Said> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
}

async function openProgram(): Promise<(text: string) => Promise<Said>> {
  const model = 'gemini-flash-latest';
  const channel = { channel_id: 'p', title: 'P', default_model: model, available_models: [model] };
  const { api } = served.ready;
  const { text } = await post(`${api}/admin/channels`, superKey, channel);
  const key: string = JSON.parse(text).api_key;
  return (said) => post(`${api}/chat`, key, { user_id: '1', text: said });
}

function newcomer(): Person {
  people += 1;
  return telegram.user(100 + people, { name: `Visitor ${people}`, languageCode: 'en' });
}

async function invitation(): Promise<string> {
  founder.send('/invite 1 24');
  const { text } = await founder.sees(/\/join \S+/);
  return /\/join (\S+)/.exec(text)?.[1] ?? '';
}

const health = async (): Promise<string> => {
  const items: { part: string; detail: string }[] = JSON.parse(
    (await owner('overview.health')).text,
  );
  return items.find(({ part }) => part === 'stores')?.detail ?? 'none';
};

function reading(name: string, sql: string): unknown {
  const file = new BetterSqlite3(join(disk.path, `home/${name}.sqlite`), { readonly: true });
  try {
    return file.prepare(sql).get();
  } finally {
    file.close();
  }
}

const backups = (): string[] =>
  readdirSync(join(disk.path, 'home/backups')).filter((name) => name.endsWith('.tar.gz'));

beforeAll(async () => {
  if (why !== null) return;
  disk = place.use(openFailingDisk());
  telegram = place.use(await startBotApi());
  gemini = place.use(await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.')));
  const folder = place.use(temporaryFolder());
  createShop(join(folder.path, 'shop.sqlite'));
  env = {
    ...disk.env,
    DIWAN_HOME: join(disk.path, 'home'),
    DIWAN_SECRETS: 'file',
    DIWAN_VAULT_PASSPHRASE: 'a passphrase of tests',
    DIWAN_LAN_TLS: 'off',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    SUPER_ADMIN_API_KEYS: superKey,
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder.path, 'shop.sqlite')}`,
  };
  served = place.use(await serve(env));
  const { origin, token } = await ownerSession(served.ready.owner ?? '');
  owner = (name, input = {}) => post(`${origin}/rpc/${name}`, token, input);
  program = await openProgram();
  founder = newcomer();
  founder.send('/createorg Acme');
  await founder.sees('you are its owner');
  await owner('backup.make', { passphrase: null });
});
afterAll(() => place.disposeAsync());

describe.skipIf(why !== null)(`a disk that fails while all is running (${why ?? 'by cc'})`, () => {
  beforeEach(() => disk.heal());

  it.each([
    ['EROFS', 'disk_unwritable'],
    ['EIO', 'disk_unwritable'],
    ['EACCES', 'disk_unwritable'],
    ['ENOSPC', 'disk_full'],
  ] as const)(
    '%s: says so at every door, keeps what waits, does nothing by halves',
    async (fault, code) => {
      const code_ = await invitation();
      const joiner = newcomer();
      const asker = newcomer();
      asker.send('/start');
      await asker.sees(/Visitor/);
      const before = backups();

      disk.fail(fault);
      asker.send('What were total sales by region?');
      joiner.send(`/join ${code_}`);
      await Promise.all([asker, joiner].map((one) => one.sees(/full or cannot be written/)));
      const refused = await Promise.all([
        owner('settings.set', { group: 'queries', change: { maxRows: 77 } }),
        owner('organizations.create', { name: `Never ${fault}` }),
        owner('backup.make', { passphrase: null }),
        owner('backup.make', { passphrase: 'a passphrase of the backup' }),
        owner('setup.mail', { smtpUrl: 'smtps://a:b@mail.test', from: 'a@b.test', testTo: null }),
      ]);
      for (const said of refused) expect(said).toMatchObject({ status: 503 });
      for (const { text } of refused) expect(JSON.parse(text).code).toBe(code);
      const heard = await program('Good morning');
      expect(heard).toMatchObject({ status: 503 });
      expect(heard.text).toMatch(/"error":"internal_error".*(cannot write its data|disk is full)/);
      expect(await health()).toBe('unwritable');

      disk.heal();
      await asker.sees(/North sold most\./);
      await joiner.sees(/Welcome to Acme/);
      expect(await health()).toBe('writable');
      expect((await owner('settings.get')).text).not.toContain('"maxRows":77');
      expect((await owner('organizations.list')).text).not.toContain('Never');
      expect(backups()).toEqual(before);
      expect((await program('Good morning')).status).toBe(200);
      expect((await owner('backup.make', { passphrase: null })).status).toBe(200);
      const answers = asker.chat.fromBot.filter(({ text }) => text.includes('North sold most.'));
      expect(answers).toHaveLength(1);
    },
  );

  it('syncs that fail: nobody is told «done» for what may be lost, and it is made up for', async () => {
    const asker = newcomer();
    asker.send('/start');
    await asker.sees(/Visitor/);
    disk.failSyncs();
    asker.send('What were total sales by region?');
    await asker.sees(/full or cannot be written/);
    const { status } = await owner('settings.set', { group: 'queries', change: { maxRows: 78 } });
    expect(status).toBe(503);
    expect(await health()).toBe('unwritable');
    disk.heal();
    await asker.sees(/North sold most\./);
    expect(await health()).toBe('writable');
    expect((await owner('settings.get')).text).not.toContain('"maxRows":78');
  });

  it('ends well: whole stores, a chain without a gap, every token billed', async () => {
    expect((await served.stop()).code).toBe(0);
    for (const name of ['manager', 'costs'])
      expect(reading(name, 'PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    const billed = reading(
      'costs',
      `SELECT sum(input) AS input, sum(cached) AS cached, sum(output) AS output,
       sum(thinking) AS thinking FROM conversation_stages`,
    );
    expect(billed).toEqual(gemini.handedOut());
    const { code, out } = await runToEnd(['verify-log'], env);
    expect({ code, out }).toMatchObject({ code: 0 });
  });
});
