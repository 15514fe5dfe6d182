import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/main/app.ts';
import { dropOldLines } from '../../src/main/audit/old-lines.ts';
import { readConfig } from '../../src/main/config.ts';
import { type Clock, systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { type BotApi, type Person, startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { hostAt } from '../support/host.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { createShop, salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

const day = 24 * 3_600_000;
let jumped = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + jumped };
const question = 'Sales by region of the Heliotrope line?';

const place = new AsyncDisposableStack();
let home: string;
let telegram: BotApi;
let sara: Person;
let open: () => Promise<App>;
let app: App;

beforeAll(async () => {
  home = place.use(temporaryFolder()).path;
  const shop = join(home, 'shop.sqlite');
  createShop(shop);
  telegram = place.use(await startBotApi());
  const gemini = place.use(await startGeminiStandIn(sqlModel(salesByRegion, 'North leads.')));
  const config = readConfig({
    DIWAN_HOME: home,
    DIWAN_LAN_PORT: '0',
    DIWAN_OWNER_PORT: '0',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${shop}`,
  });
  const host = hostAt(home);
  const log = createLog('silent', { write: () => undefined });
  open = () => createApp(config, host, { log, clock });
  app = await open();
  sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
  sara.send('/createorg Acme');
  await sara.sees('you are its owner');
  sara.send(question);
  await sara.sees('North leads.');
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await place.disposeAsync();
});

/** Where the question's words can still be read. */
function places(): string[] {
  const found: string[] = [];
  if (app.conversations.list({ limit: 100 }).some((one) => one.question === question))
    found.push('the record');
  const logs = join(home, 'logs');
  const files = existsSync(logs) ? readdirSync(logs, { recursive: true, encoding: 'utf8' }) : [];
  for (const name of files)
    if (/\.(json|log)$/.test(name) && readFileSync(join(logs, name), 'utf8').includes('Heliotrope'))
      found.push(name);
  return found.sort();
}

const restart = async () => {
  await app[Symbol.asyncDispose]();
  app = await open();
};

describe('what people asked', () => {
  it('is kept as long as the owner has set, in the record, in files and in logs', async () => {
    const everywhere = [
      'chat_1_activity.log',
      'conversations/chat_1.json',
      'telegram_activity.log',
      'the record',
    ];
    await restart();
    expect(places()).toEqual(everywhere);
    jumped = 20 * day;
    app.settings.set('retention', { conversationDays: 10 });
    await restart();
    await expect.poll(places).toEqual(['chat_1_activity.log', 'telegram_activity.log']);
    jumped = 40 * day;
    await restart();
    await expect.poll(places).toEqual([]);
  });

  it('goes without what it cost', () => {
    const { cost, calls } = app.analytics.overview(
      { userId: app.people.persons.byTelegram(1)?.id ?? 0 },
      { from: '2000-01-01', to: '2100-01-01' },
    );
    expect([calls, cost > 0]).toEqual([2, true]);
  });
});

describe('a log file', () => {
  it('loses its old lines alone, however long it is', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'telegram_activity.log');
    const line = (n: number) =>
      `{"id":${n},"at":"2026-01-${n < 9_000 ? '01' : '02'}T00:00:00.000Z"}`;
    const lines = Array.from({ length: 60_000 }, (_, n) => line(n));
    writeFileSync(path, `${lines.join('\n')}\n`);
    await dropOldLines(path, '2026-01-01');
    expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
    await dropOldLines(path, '2026-01-02');
    expect(readFileSync(path, 'utf8')).toBe(`${lines.slice(9_000).join('\n')}\n`);
    await dropOldLines(path, '2026-01-03');
    expect(readdirSync(folder.path)).toEqual([]);
    await dropOldLines(path, '2026-01-03');
  });
});
