import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/main/app.ts';
import { verifyActivity } from '../../src/main/audit/verify.ts';
import { readConfig } from '../../src/main/config.ts';
import { type Clock, systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { type BotApi, type Person, startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { hostAt } from '../support/host.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { createShop, salesByRegion } from '../support/shop.ts';

const day = 24 * 3_600_000;
let jumped = 0;
/** The machine's time of day is set; what is measured goes on evenly, as in every kernel. */
const clock: Clock = { ...systemClock, now: () => systemClock.now() + jumped };

const place = new AsyncDisposableStack();
let app: App;
let telegram: BotApi;
let gemini: ModelStandIn;
let sara: Person;
let asked = 0;

beforeAll(async () => {
  const folder = place.use(temporaryFolder()).path;
  createShop(join(folder, 'shop.sqlite'));
  telegram = place.use(await startBotApi());
  gemini = place.use(
    await startGeminiStandIn(({ json, messages }) => {
      const [, number = '?'] = /number (\d+)/.exec(messages.at(-1)?.text ?? '') ?? [];
      return json ? { json: { way: 'sql', sql: salesByRegion } } : { text: `Answer ${number}.` };
    }),
  );
  const config = readConfig({
    DIWAN_HOME: folder,
    DIWAN_LAN_PORT: '0',
    DIWAN_OWNER_PORT: '0',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder, 'shop.sqlite')}`,
  });
  const log = createLog('silent', { write: () => undefined });
  app = place.use(await createApp(config, hostAt(folder), { log, clock }));
  sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
  sara.send('/createorg Acme');
  await sara.sees('you are its owner');
  await ask();
});
afterAll(() => place.disposeAsync());

async function ask(): Promise<void> {
  asked += 1;
  sara.send(`Sales by region, number ${asked}?`);
  await sara.sees(`Answer ${asked}.`);
}

function expectWellKept(): void {
  const { costs, manager } = app;
  const billed = costs.file
    .prepare('SELECT sum(input) AS input, sum(output) AS output FROM conversation_stages')
    .get();
  const { input, output } = gemini.handedOut();
  expect(billed).toEqual({ input, output });
  expect(manager.file.pragma('integrity_check', { simple: true })).toBe('ok');
}

describe('a clock that is set while the appliance runs', () => {
  it.each([
    ['forwards by a day', day],
    ['back by two days', -2 * day],
    ['to its right time', day],
  ])('%s: questions, limits, invitations and codes go on', async (_name, by) => {
    jumped += by;
    await ask();
    sara.send('/invite 1 24');
    const [, code = ''] = /\/join (\S+)/.exec((await sara.sees(/\/join /)).text) ?? [];
    const guest = telegram.user(100 + asked, { languageCode: 'en' });
    guest.send(`/join ${code}`);
    await guest.sees('Welcome to Acme');
    sara.send('/password');
    await sara.sees(/Your credentials/);
    await ask();
    expectWellKept();
  });

  it('ends what the new time ends, and nothing else', async () => {
    sara.send('/invite 1 24');
    const [, code = ''] = /\/join (\S+)/.exec((await sara.sees(/\/join /)).text) ?? [];
    jumped += 2 * day;
    const late = telegram.user(300, { languageCode: 'en' });
    late.send(`/join ${code}`);
    await late.sees('has expired');
    jumped -= 2 * day;
    late.send(`/join ${code}`);
    await late.sees('Welcome to Acme');
    app.audit.activity.flush();
    expect(verifyActivity(app.manager, app.audit.key)).toMatchObject({ ok: true });
  });
});
