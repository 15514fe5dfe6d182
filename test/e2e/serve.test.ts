import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownerSession } from '../support/house.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { runToEnd, serve, start } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

describe('serve, configured by environment alone', () => {
  it('answers in Telegram from a file it has never seen, bills to the token, stops cleanly', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'shop.sqlite');
    createShop(file);
    await using telegram = await startBotApi();
    await using gemini = await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.'));
    await using served = await serve({
      DIWAN_HOME: join(folder.path, 'home'),
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      GEMINI_API_KEY: 'key-of-the-stand-in',
      GEMINI_BASE_URL: gemini.url,
      DIWAN_SHARED_DATABASES: `Shop=sqlite:///${file}`,
    });
    expect(served.ready.bot).toBe(`@${telegram.bot.username}`);
    const sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
    await sara.send('/start');
    await sara.sees(/Sara/);
    await sara.send('What were total sales by region?');
    const answer = await sara.sees(/North sold most\./);
    expect(answer.text).toContain('الشرق');
    await sara.press('SQL');
    await sara.sees(/GROUP BY region/, { after: 0 });

    const { code, elapsedMs } = await served.stop();
    expect(code).toBe(0);
    expect(elapsedMs).toBeLessThan(20_000);
    const costs = new BetterSqlite3(join(folder.path, 'home/costs.sqlite'), { readonly: true });
    const billed = costs
      .prepare(
        'SELECT sum(input) AS input, sum(cached) AS cached, sum(output) AS output, sum(thinking) AS thinking FROM conversation_stages',
      )
      .get();
    costs.close();
    expect(billed).toEqual(gemini.handedOut());
    expect(served.errors()).not.toContain('key-of-the-stand-in');
    expect(served.errors()).not.toContain(telegram.token);
  });
});

describe('serve, with nothing configured', () => {
  it('stays up until it is asked to stop', async () => {
    using folder = temporaryFolder();
    await using served = await serve({ DIWAN_HOME: join(folder.path, 'home') });
    expect(served.ready.bot).toBeNull();
    const ended = await Promise.race([
      once(served.process, 'exit').then(() => 'ended'),
      new Promise((done) => setTimeout(done, 1_000)).then(() => 'up'),
    ]);
    expect(ended).toBe('up');
    expect((await served.stop()).code).toBe(0);
  });
});

describe('bad configuration', () => {
  it.each([
    ['TELEGRAM_BOT_TOKEN', 'not a token', /TELEGRAM_BOT_TOKEN/],
    ['TELEGRAM_API_ROOT', 'ftp://elsewhere', /TELEGRAM_API_ROOT/],
    ['DIWAN_LAN_PORT', '99999', /DIWAN_LAN_PORT/],
    ['DIWAN_OWNER_PORT', 'eighty', /DIWAN_OWNER_PORT/],
    ['SMTP_URL', 'http://mail', /SMTP_URL/],
    ['BOT_EMAIL', 'nobody', /BOT_EMAIL/],
    ['ADMIN_TELEGRAM_IDS', '12, twelve', /ADMIN_TELEGRAM_IDS/],
    ['SUPER_ADMIN_API_KEYS', 'short', /SUPER_ADMIN_API_KEYS/],
    ['DIWAN_SHARED_DATABASES', 'just some words', /DIWAN_SHARED_DATABASES/],
    ['DIWAN_SHARED_DATABASES', 'Sales=nonsense://x', /DIWAN_SHARED_DATABASES/],
    ['DIWAN_SECRETS', 'file', /DIWAN_VAULT_PASSPHRASE/],
    ['DIWAN_LOG_LEVEL', 'loud', /DIWAN_LOG_LEVEL/],
    ['DIWAN_HOME', '/dev/null/home', /DIWAN_HOME/],
    ['DIWAN_HOME', '/proc/diwan/home', /DIWAN_HOME/],
    ['DIWAN_LAN_TLS', '/no/such/file.pem', /DIWAN_LAN_TLS/],
  ])('%s=%s is named in a sentence', async (name, value, sentence) => {
    using folder = temporaryFolder();
    const { code, out, errors } = await runToEnd(['serve'], {
      DIWAN_HOME: folder.path,
      [name]: value,
    });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(errors.trim().split('\n').at(-1)).toMatch(sentence);
    expect(errors).not.toMatch(/^\s+at /m);
  });
});

describe('serve, told to restart from its page', () => {
  const restart = async (link: string): Promise<unknown> => {
    const { origin, token } = await ownerSession(link);
    const headers = { Authorization: `Bearer ${token}` };
    const asked = { method: 'POST', headers, body: '{}' };
    return (await fetch(`${origin}/rpc/appliance.restart`, asked)).json();
  };

  it('ends with the code that whoever started it takes for that', async () => {
    using folder = temporaryFolder();
    const home = join(folder.path, 'home');
    await using served = await serve({ DIWAN_HOME: home, DIWAN_RESTART_CODE: '75' });
    const exit = once(served.process, 'exit');
    expect(await restart(served.ready.owner ?? '')).toEqual({});
    expect(await exit).toEqual([75, null]);
  });

  it('says that it is done by hand where nobody would start it again', async () => {
    using folder = temporaryFolder();
    await using served = await serve({ DIWAN_HOME: join(folder.path, 'home') });
    expect(await restart(served.ready.owner ?? '')).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('by hand'),
    });
    expect(served.process.exitCode).toBeNull();
  });
});

describe('a port that is taken', () => {
  it('is named in a sentence, and the demo says so too', async () => {
    using folder = temporaryFolder();
    await using served = await serve({ DIWAN_HOME: join(folder.path, 'home') });
    const { port } = new URL(served.ready.owner ?? '');
    const said = new RegExp(`Port ${port} is in use`);
    const home = join(folder.path, 'other');
    const again = await runToEnd(['serve'], {
      DIWAN_HOME: home,
      DIWAN_OWNER_PORT: port,
      DIWAN_LAN_PORT: '0',
    });
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.errors).toMatch(said);
    const demo = await runToEnd(['demo', '--port', port], {});
    expect([demo.code, demo.out]).toEqual([1, '']);
    expect(demo.errors).toMatch(said);
    expect(demo.errors).not.toMatch(/^\s+at /m);
  });
});

describe('Ctrl+C, which reaches it from the terminal and from npm', () => {
  it('ends the demo in order, and leaves nothing behind', async () => {
    using folder = temporaryFolder();
    const demo = start(['demo'], { TMPDIR: folder.path });
    const exit = once(demo, 'exit');
    if (demo.stdout) await once(demo.stdout, 'data');
    const kept = () => readdirSync(folder.path).filter((name) => name.startsWith('diwan-demo-'));
    expect(kept()).toHaveLength(1);
    demo.kill('SIGINT');
    await sleep(20);
    demo.kill('SIGINT');
    await exit;
    expect(kept()).toEqual([]);
  });
});

describe('help', () => {
  it.each([
    [['--help'], /usage: diwan <command>/],
    [['demo', '--help'], /^usage: diwan demo/],
    [['backup', 'a-file', '-h'], /^usage: diwan backup/],
  ])('%j says how, and does nothing', async (args, sentence) => {
    const { code, out, errors } = await runToEnd(args, {});
    expect([code, errors]).toEqual([0, '']);
    expect(out).toMatch(sentence);
  });
});

describe('bad commands', () => {
  it.each([
    [['fly'], /no command «fly»/],
    [['serve', '--port', '1'], /usage: diwan serve/],
    [['demo', '--aks', 'x'], /usage: diwan demo/],
    [['demo', '--port', 'high'], /port/],
    [['sql-check'], /dialect/i],
    [['sql-check', '--dialect', 'oracle'], /dialect/i],
    [['schema-select'], /schema/i],
    [['schema-select', '--schema', '/no/such/file', '--budget', '100'], /no\/such\/file/],
    [['schema-select', '--schema', '/dev/null', '--budget', 'many'], /budget/i],
    [['--version=please'], /no command/],
    [['verify-log'], /no data of Diwan/],
    [['backup', '/dev/null/file'], /no data of Diwan/],
  ])('%j is answered with a sentence and changes nothing', async (args, sentence) => {
    using folder = temporaryFolder();
    const { code, out, errors } = await runToEnd(args, { DIWAN_HOME: join(folder.path, 'home') });
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(errors).toMatch(sentence);
    expect(errors).not.toMatch(/^\s+at /m);
  });
});
