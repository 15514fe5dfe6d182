import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/main/config.ts';
import type { Secrets } from '../../src/main/host.ts';
import { type Clock, systemClock } from '../../src/main/lib/clock.ts';
import { DiwanError } from '../../src/main/lib/errors.ts';
import { openLog } from '../../src/main/open-log.ts';
import { type BotApi, faults, type Person, startBotApi } from '../support/botapi/index.ts';
import { operatorOf } from '../support/callers.ts';
import { temporaryFolder } from '../support/folder.ts';
import { hostAt } from '../support/host.ts';
import { ownerSession } from '../support/house.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { memorySecrets } from '../support/secrets.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import { sqlModel } from '../support/sql-model.ts';

const adminId = 900;
const secret = {
  token: `7654321:${'telegram-token-0123456789-abcdefghi'}`,
  model: 'AIzaSyModelKeyOfTheTest0123456789abc',
  database: 'the-password-of-the-reader',
  mail: 'the-password-of-the-mail',
};

/** The half minute between two looks passes in a moment; `skip` ends rests and silences. */
const betweenLooks = 30_000;
let skipped = 0;
const clock: Clock = {
  now: () => systemClock.now() + skipped,
  monotonic: () => systemClock.monotonic() + skipped,
  sleep: (ms, signal) => systemClock.sleep(ms === betweenLooks ? 60 : ms, signal),
  after: systemClock.after,
};
const skip = (ms: number) => {
  skipped += ms;
};

const place = new AsyncDisposableStack();
const lan = new Agent({ connect: { rejectUnauthorized: false } });
let app: App;
let locked = false;
let telegram: BotApi;
let gemini: ModelStandIn;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let boss: Person;
const people: Person[] = [];
const notified: string[] = [];
const well = sqlModel('SELECT count(*) AS n FROM orders', 'There are 3 orders.');

beforeAll(async () => {
  const home = join(place.use(temporaryFolder()).path, 'home');
  postgres = place.use(await startPostgres());
  await postgres.administrate(`CREATE TABLE orders AS SELECT 1 AS id UNION SELECT 2 UNION SELECT 3;
    CREATE ROLE reader LOGIN PASSWORD '${secret.database}'; GRANT SELECT ON orders TO reader`);
  telegram = place.use(await startBotApi({ token: secret.token }));
  gemini = place.use(await startGeminiStandIn(well));
  const config = readConfig({
    DIWAN_HOME: home,
    DIWAN_LAN_PORT: '0',
    DIWAN_OWNER_PORT: '0',
    TELEGRAM_BOT_TOKEN: secret.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: secret.model,
    GEMINI_BASE_URL: gemini.url,
    SMTP_URL: `smtps://bot%40diwan.test:${secret.mail}@localhost:1`,
    ADMIN_TELEGRAM_IDS: String(adminId),
    DIWAN_SHARED_DATABASES: `Depot=${postgres.url('reader', secret.database, 'postgres')}`,
  });
  const notify = (title: string, body: string) => void notified.push(`${title}: ${body}`);
  const kept = memorySecrets();
  const secrets: Secrets = {
    ...kept,
    get: async (name) => {
      if (locked) throw new DiwanError('secrets_unavailable');
      return kept.get(name);
    },
  };
  const host = hostAt(home, { secrets, notify });
  const { log } = place.use(openLog(config, null));
  app = place.use(await createApp(config, host, { log, clock }));
  // The usual patience of a query is half a minute, too.
  app.settings.set('queries', { timeoutSeconds: 20 });
  boss = telegram.user(adminId, { name: 'Boss', languageCode: 'en' });
  boss.send('/start');
  await boss.sees('/help');
  for (let n = 0; n < 6; n += 1) people.push(telegram.user(1 + n, { languageCode: 'en' }));
});
afterAll(async () => {
  await place.disposeAsync();
  await lan.close();
});

async function healthz(): Promise<number> {
  const response = await fetch(`${app.ready.lan}/healthz`, { dispatcher: lan });
  expect(await response.json()).toEqual({ ok: response.ok });
  return response.status;
}

async function everybodyAsks(answer: RegExp): Promise<void> {
  for (const person of people) person.send('How many orders are there?');
  for (const person of people) await person.sees(answer);
}

/** While one call tries what was down, the others are still refused. */
async function oneTries(): Promise<void> {
  people[0]?.send('Is it back?');
  await people[0]?.sees(/There are 3 orders\./);
}

async function admin(): Promise<string> {
  boss.send('/admin');
  return (await boss.sees(/^Diwan\n/)).text;
}

/** The administrator hears of it in Telegram, the operator at the machine. */
async function alerted(part: string, why: RegExp): Promise<void> {
  await boss.chat.sees((seen) => seen.text.includes(part) && why.test(seen.text));
  expect(notified.some((text) => text.includes(part) && why.test(text))).toBe(true);
}

describe('the appliance, watching itself', () => {
  it('is well, and says no more than that on the LAN', async () => {
    await everybodyAsks(/There are 3 orders\./);
    expect(await healthz()).toBe(200);
    expect(await admin()).toMatch(/Questions under way: 0/);
  });

  it('stops asking a model that is down, tells its owner, and takes it up again by itself', async () => {
    gemini.script(() => ({ status: 503 }));
    await everybodyAsks(/language model cannot be reached/);
    await alerted('Language model', /does not answer/);
    expect(await healthz()).toBe(503);
    expect(await admin()).toMatch(/Language model: .*does not answer/);
    const calls = gemini.count();
    people[0]?.send('And now?');
    await people[0]?.sees(/language model cannot be reached/);
    expect(gemini.count()).toBe(calls);

    gemini.script(well);
    skip(90_000);
    await oneTries();
    await everybodyAsks(/There are 3 orders\./);
    await boss.sees(/Language model.*\n.*has a key/);
    expect(await healthz()).toBe(200);
  });

  it('stops asking a database that is down, tells its owner, and takes it up again by itself', async () => {
    await postgres.stop();
    await everybodyAsks(/does not accept connections/);
    await alerted('Databases', /Not answering: 1, among them Depot/);
    expect(await healthz()).toBe(503);
    await postgres.start();
    skip(90_000);
    await oneTries();
    await everybodyAsks(/There are 3 orders\./);
    await boss.sees(/All are answering/);
    expect(await healthz()).toBe(200);
  });

  it('says that the keychain does not answer, instead of that nothing is kept', async () => {
    const { signal } = new AbortController();
    const ask = (name: string) => app.dispatcher.call(operatorOf(null), name, {}, signal);
    expect(await ask('setup.state')).toMatchObject({ keys: { openai: 'missing' } });
    locked = true;
    await alerted('Secrets', /unlock it/);
    expect(await ask('setup.state')).toMatchObject({
      bot: { token: 'given' },
      keys: { gemini: 'given', openai: 'unreadable' },
    });
    locked = false;
    await boss.sees(/Secrets is well again/);
    expect(await ask('setup.state')).toMatchObject({ keys: { openai: 'missing' } });
  });

  it('opens the bot anew when its polling has gone silent', async () => {
    const hung = telegram.inject('getUpdates', faults.slow(3_600_000), { times: 1 });
    people[0]?.send('/help');
    await people[0]?.sees('Ask in plain words');
    await telegram.waitFor(() => hung.strikes === 1);
    people[0]?.send('/dbs');
    skip(300_000);
    await people[0]?.sees(/1 database/);
    app.audit.activity.flush();
    expect(app.audit.activity.search({ limit: 50, kinds: ['health'] })).toContainEqual(
      expect.objectContaining({ action: 'bot.restarted' }),
    );
  });

  it('bundles what helps to find a fault, and no secret', async () => {
    const { origin, token } = await ownerSession(app.ready.owner ?? '');
    const response = await fetch(`${origin}/rpc/health.diagnostics`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: '{}',
    });
    const bundle = await response.text();
    expect(response.status).toBe(200);
    for (const part of ['"bot"', '"stores"', 'polling has gone silent'])
      expect(bundle.replaceAll('\\"', '"')).toContain(part);
    for (const [name, value] of Object.entries(secret))
      expect([name, bundle.includes(value)]).toEqual([name, false]);
  });
});
