import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Asking, createAsking } from '../../src/main/ask/ask.ts';
import { Memory } from '../../src/main/ask/memory.ts';
import {
  createTelegram,
  type Telegram,
  type TelegramDeps,
} from '../../src/main/channels/telegram/telegram.ts';
import { createAnalytics } from '../../src/main/costs/analytics.ts';
import { createBudgets } from '../../src/main/costs/budgets.ts';
import { createConversations } from '../../src/main/costs/conversations.ts';
import { createHealth } from '../../src/main/costs/health.ts';
import { createLedger } from '../../src/main/costs/ledger.ts';
import { createPrices } from '../../src/main/costs/prices.ts';
import { createDatabases, type Databases } from '../../src/main/databases/databases.ts';
import type { DatabaseEvents } from '../../src/main/databases/events.ts';
import { type Clock, isoTime, systemClock } from '../../src/main/lib/clock.ts';
import { createEvents } from '../../src/main/lib/events.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { systemRandom } from '../../src/main/lib/random.ts';
import { TokenBuckets } from '../../src/main/lib/token-bucket.ts';
import { Turns } from '../../src/main/lib/turns.ts';

import { createDesk } from '../../src/main/mail/desk.ts';
import type { MailEvents } from '../../src/main/mail/events.ts';
import { createMail, type Mail } from '../../src/main/mail/mail.ts';
import type { SmtpOptions } from '../../src/main/mail/smtp.ts';

import type { Models } from '../../src/main/model/model.ts';

import { createModels } from '../../src/main/model/models.ts';
import { createPracticeProvider } from '../../src/main/model/practice/provider.ts';
import type { PeopleEvents } from '../../src/main/people/events.ts';
import { createPasswords, derivePbkdf2 } from '../../src/main/people/passwords.ts';
import { createPeople, type People } from '../../src/main/people/people.ts';
import { createGate } from '../../src/main/sources/gate.ts';
import { guards } from '../../src/main/sources/guard/guards.ts';
import { createSources } from '../../src/main/sources/sources.ts';
import { type CostsStore, openCosts } from '../../src/main/store/costs/costs.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import { settingGroups } from '../../src/preload/contract/settings.ts';
import { type BotApi, type BotApiOptions, startBotApi } from './botapi/index.ts';
import { temporaryFolder } from './folder.ts';
import { startGeminiStandIn } from './models/gemini.ts';
import type { ModelStandIn, Scripted } from './models/script.ts';
import { memorySecrets } from './secrets.ts';

export const adminId = 900_000_001;

/** The appliance as far as the bot needs it, on real parts; only Telegram and Gemini stand in. */
export interface House extends AsyncDisposable {
  asking: Asking;
  people: People;
  databases: Databases;
  manager: ManagerStore;
  costs: CostsStore;
  telegram: Telegram;
  mail: Mail;
}

/** What stays when the appliance stops: the data folder, the secrets, the world outside. */
export interface Town extends AsyncDisposable {
  api: BotApi;
  gemini: ModelStandIn;
  folder: string;
  /** Makes a SQLite file and returns its connection string. */
  file(name: string, script?: string): string;
  /** Opens the appliance; it is closed with the town, or before. */
  open(more?: Partial<TelegramDeps> & { perSecond?: number }): Promise<House>;
  /** Log lines so far. */
  lines: string[];
}

export interface TownOptions {
  api?: BotApiOptions;
  clock?: Clock;
  model?: Scripted;
  /** `gemini-plan` and `gemini-answer`, or `practice` for both stages. */
  practice?: boolean;
  /** The mail account; the default has none. */
  smtp?: SmtpOptions & { url: string; from: string };
  /** In place of providers and their stand-ins. */
  models?: Models;
}

export const shop = `
  CREATE TABLE orders (id INTEGER PRIMARY KEY, region TEXT, total REAL, ordered_on TEXT);
  INSERT INTO orders (region, total, ordered_on)
    SELECT CASE value % 3 WHEN 0 THEN 'North' WHEN 1 THEN 'South' ELSE 'الشرق' END, value * 10.5, '2025-0' || (1 + value % 9) || '-15'
    FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 300) SELECT value FROM n);`;

export async function town(options: TownOptions = {}): Promise<Town> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const outside = stack.use(temporaryFolder()).path;
  const api = stack.use(await startBotApi(options.api));
  const gemini = stack.use(
    await startGeminiStandIn(options.model ?? (() => ({ json: { way: 'none', answer: 'No.' } }))),
  );
  const secrets = memorySecrets();
  const lines: string[] = [];
  let files = 0;
  return {
    api,
    gemini,
    folder,
    lines,
    file(name, script = shop) {
      files += 1;
      const path = join(outside, `${files}-${name}.sqlite`);
      using database = closing(new BetterSqlite3(path));
      database.file.exec(script);
      return `sqlite:///${path}`;
    },
    async open(more = {}) {
      const house = await openHouse({ options, api, gemini, folder, secrets, lines }, more);
      stack.use(house);
      return house;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const closing = (file: BetterSqlite3.Database) => ({
  file,
  [Symbol.dispose]: () => void file.close(),
});

export interface Ground {
  options: TownOptions;
  api: Pick<BotApi, 'token' | 'root'>;
  gemini: Pick<ModelStandIn, 'url'>;
  folder: string;
  secrets: ReturnType<typeof memorySecrets>;
  lines: string[];
}

/** Closed by who opened it. */
export async function openHouse(
  { options, api, gemini, folder, secrets, lines }: Ground,
  { perSecond = 1_000, ...more }: Partial<TelegramDeps> & { perSecond?: number },
): Promise<House> {
  const clock = options.clock ?? systemClock;
  const log = createLog(options.models ? 'silent' : 'debug', {
    write: (line) => void lines.push(line),
  });
  const stack = new AsyncDisposableStack();
  const manager = stack.use(openManager(folder));
  const costs = stack.use(openCosts(folder));
  const events = createEvents<PeopleEvents & DatabaseEvents & MailEvents>((error) =>
    log.error({ error }),
  );
  const people = createPeople({
    store: manager,
    clock,
    random: systemRandom,
    secrets,
    events,
    admins: [adminId],
    sessionHours: () => 24,
    passwords: createPasswords(systemRandom, derivePbkdf2, 1_000),
  });
  const sources = stack.use(createSources({ clock: systemClock, log }));
  const gate = createGate({ guards, log, clock: systemClock });
  const settings = () => settingGroups.databases.parse({ reach: 'anywhere' });
  const parts = { store: manager, clock, log, secrets, events, persons: people.persons };
  const databases = stack.use(createDatabases({ ...parts, sources, gate, home: folder, settings }));
  const { smtp } = options;
  const mail = stack.use(
    createMail({
      store: manager,
      clock,
      random: Math.random,
      log,
      secrets: { ...secrets, get: async () => smtp?.url ?? null },
      events,
      settings: () => settingGroups.mail.parse({ from: smtp?.from ?? null }),
      smtp: smtp ?? {},
    }),
  );
  const ledger = createLedger(costs);
  ledger.settleInterrupted();
  const asking = stack.use(
    createAsking({
      clock,
      log,
      settings: () => ({
        models: options.practice
          ? { summary: 'practice', answer: 'practice', email: 'practice' }
          : { summary: 'gemini-plan', answer: 'gemini-answer', email: 'gemini-plan' },
        limits: { timeoutMs: 10_000, maxRows: 1_000, maxBytes: 1_000_000 },
        schemaTokens: 4_000,
      }),
      models:
        options.models ??
        createModels({
          gemini: { key: async () => 'key', baseUrl: () => gemini.url },
          openai: { key: async () => null, baseUrl: () => null },
          practice: createPracticeProvider({ clock }),
          clock: systemClock,
          random: Math.random,
          log,
        }),
      prices: createPrices(costs, seedPrices),
      ledger,
      budgets: createBudgets(costs, () => new Date(clock.now()).toISOString().slice(0, 10)),
      gate,
      memory: new Memory(clock),
      turns: new Turns(5),
      buckets: new TokenBuckets(clock, perSecond, Math.max(3, perSecond)),
      mail: createDesk(mail, people.persons),
      openDatabase: (id, asker, signal) => databases.askables.open(id, asker, signal),
    }),
  );
  events.on('member.removed', ({ userId }) => asking.dismiss(`user:${userId}`));
  const telegram = stack.use(
    await createTelegram({
      token: api.token,
      apiRoot: api.root,
      clock,
      random: Math.random,
      log,
      store: manager,
      people,
      databases,
      asking,
      conversations: createConversations(costs),
      analytics: createAnalytics(costs, () => isoTime(clock).slice(0, 10)),
      health: createHealth(costs),
      events,
      mail,
      limits: { perSecond: 100, perChat: 100, chatBurst: 100, perGroupMinute: 6_000 },
      ...more,
    }),
  );
  const close = () => stack.disposeAsync();
  return {
    asking,
    people,
    databases,
    manager,
    costs,
    telegram,
    mail,
    [Symbol.asyncDispose]: close,
  };
}

const seedPrices = ['gemini-plan', 'gemini-answer'].map((model) => ({
  model,
  validFrom: '2020-01-01',
  input: 300_000_000,
  cachedInput: 30_000_000,
  output: 2_500_000_000,
}));
