import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownerSession } from '../support/house.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { runToEnd, serve } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { noSmallDisk, openSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { sqlModel } from '../support/sql-model.ts';

const why = noSmallDisk();
const disks = new AsyncDisposableStack();
let disk: SmallDisk;
let telegram: BotApi;
let gemini: ModelStandIn;
let env: Record<string, string>;

/** A sentence and no stack, as an operator reads it in a terminal. */
const lastLine = (errors: string): string => errors.trim().split('\n').at(-1) ?? '';

async function ownerOf(link: string | null) {
  const { origin, token } = await ownerSession(link ?? '');
  return async (name: string, input: unknown = {}) => {
    const response = await fetch(`${origin}/rpc/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    });
    return { status: response.status, text: await response.text() };
  };
}

/** A copy: SQLite would look for the file outside of the namespace. */
function reading<Value>(name: string, read: (file: BetterSqlite3.Database) => Value): Value {
  using folder = temporaryFolder();
  for (const end of ['', '-wal'])
    if (existsSync(join(disk.outside, `home/${name}.sqlite${end}`)))
      cpSync(
        join(disk.outside, `home/${name}.sqlite${end}`),
        join(folder.path, `${name}.sqlite${end}`),
      );
  const file = new BetterSqlite3(join(folder.path, `${name}.sqlite`));
  try {
    return read(file);
  } finally {
    file.close();
  }
}

function expectWhole(): void {
  for (const name of ['manager', 'costs'])
    expect(reading(name, (file) => file.pragma('integrity_check', { simple: true }))).toBe('ok');
}

const billed = (): unknown =>
  reading('costs', (file) =>
    file
      .prepare(
        'SELECT sum(input) AS input, sum(cached) AS cached, sum(output) AS output, sum(thinking) AS thinking FROM conversation_stages',
      )
      .get(),
  );

describe.skipIf(why !== null)(`a disk that fails${why === null ? '' : ` (${why})`}`, () => {
  beforeAll(async () => {
    disk = disks.use(await openSmallDisk(24));
    telegram = disks.use(await startBotApi());
    gemini = disks.use(await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.')));
    const folder = disks.use(temporaryFolder());
    createShop(join(folder.path, 'shop.sqlite'));
    env = {
      DIWAN_HOME: join(disk.path, 'home'),
      DIWAN_SECRETS: 'file',
      DIWAN_VAULT_PASSPHRASE: 'a passphrase of tests',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      GEMINI_API_KEY: 'key',
      GEMINI_BASE_URL: gemini.url,
      DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder.path, 'shop.sqlite')}`,
    };
  });
  afterAll(() => disks.disposeAsync());

  it('full: says so at every door, loses no question, does nothing by halves, goes on by itself', async () => {
    await using served = await serve(env, disk.through);
    const owner = await ownerOf(served.ready.owner);
    const sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
    sara.send('/start');
    await sara.sees(/Sara/);
    sara.send('What were total sales by region?');
    await sara.sees(/North sold most\./);

    disk.fill();
    sara.send('And once more, please: sales by region?');
    await sara.sees('the disk of this machine is full');
    const refused = await owner('settings.set', { group: 'queries', change: { maxRows: 77 } });
    expect(refused.text).toContain('disk_full');
    const backup = await owner('backup.make', { passphrase: null });
    expect(backup.text).toContain('disk_full');
    const backups = join(disk.outside, 'home/backups');
    const left = existsSync(backups) ? readdirSync(backups) : [];
    expect(left.filter((name) => name.endsWith('.tar.gz'))).toEqual([]);
    expect((await owner('settings.get')).text).not.toContain('"maxRows":77');

    disk.free();
    await sara.sees(/North sold most\./);
    const changed = await owner('settings.set', { group: 'queries', change: { maxRows: 78 } });
    expect(changed.status).toBe(200);
    // Full in the middle of a question: what the model has cost by then is billed all the same.
    const answering = sqlModel(salesByRegion, 'North sold most.');
    gemini.script((call) => {
      disk.fill();
      return answering(call);
    });
    sara.send('And by region, with no room to write?');
    await sara.sees('The disk is full');
    disk.free();
    gemini.script(answering);
    sara.send('And by region again?');
    await sara.sees(/North sold most\./);
    const answers = sara.chat.fromBot.filter(({ text }) => text.includes('North sold most.'));
    expect(answers).toHaveLength(3);
    expect((await served.stop()).code).toBe(0);
    expect(billed()).toEqual(gemini.handedOut());
    expectWhole();
    const { code } = await runToEnd(['verify-log'], env, '', disk.through);
    expect(code).toBe(0);
  });

  it('full at the start: one sentence, and nothing is touched', async () => {
    disk.fill();
    const { code, out, errors } = await runToEnd(['serve'], env, '', disk.through);
    disk.free();
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(lastLine(errors)).toMatch(/The disk is full/);
    expectWhole();
    await using served = await serve(env, disk.through);
    expect((await served.stop()).code).toBe(0);
  });

  it('read-only: one sentence, and all is there when it can be written again', async () => {
    disk.readOnly(true);
    const { code, out, errors } = await runToEnd(['serve'], env, '', disk.through);
    disk.readOnly(false);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(lastLine(errors)).toMatch(/cannot be written|permissions/);
    expectWhole();
    await using _served = await serve(env, disk.through);
    const sara = telegram.user(1);
    sara.send('/history');
    await sara.sees(/Your last \d questions/);
  });
});
