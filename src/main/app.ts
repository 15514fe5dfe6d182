import { basename } from 'node:path';
import { type Asking, createAsking } from './ask/ask.ts';
import { Memory } from './ask/memory.ts';
import type { AskSettings } from './ask/tools.ts';
import { auditAsking } from './audit/asking.ts';
import { type Audit, openAudit } from './audit/audit.ts';
import { listenForActivity } from './audit/listening.ts';
import { noteQuery } from './audit/queries.ts';
import { type Backups, createBackups } from './backup/backups.ts';
import { applyRestore } from './backup/restore.ts';
import { collectSecrets } from './backup/secrets-part.ts';
import type { Config } from './config.ts';
import { type Analytics, createAnalytics } from './costs/analytics.ts';
import { type Budgets, createBudgets } from './costs/budgets.ts';
import { type Conversations, createConversations } from './costs/conversations.ts';
import { createDoorUse } from './costs/door-use.ts';
import type { CostEvents } from './costs/events.ts';
import { createHealth, type Health } from './costs/health.ts';
import { createLedger, type Ledger } from './costs/ledger.ts';
import { createPrices, type Prices } from './costs/prices.ts';
import { tellSettlements } from './costs/telling.ts';
import { warnOfBudgets } from './costs/warnings.ts';
import { createDatabases, type Databases } from './databases/databases.ts';
import type { DatabaseEvents } from './databases/events.ts';
import { type Doors, openDoors } from './doors.ts';
import { secretNames, withEnvironment } from './environment-secrets.ts';
import type { Host, Secrets } from './host.ts';
import { keepHouse } from './housekeeping.ts';
import { Breaker } from './lib/breaker.ts';
import { type Clock, isoTime, systemClock } from './lib/clock.ts';
import { createEvents, type Events } from './lib/events.ts';
import type { Log } from './lib/log.ts';
import { type Random, systemRandom } from './lib/random.ts';
import { TokenBuckets } from './lib/token-bucket.ts';
import { Turns } from './lib/turns.ts';
import { createDesk } from './mail/desk.ts';
import type { MailEvents } from './mail/events.ts';
import { createMail, type Mail } from './mail/mail.ts';
import { breakModels, isModelOutage } from './model/breaking.ts';
import type { Models } from './model/model.ts';
import { createModels } from './model/models.ts';
import { lazyPractice } from './model/practice.ts';
import { seedPrices } from './model/price-list.ts';
import type { PeopleEvents } from './people/events.ts';
import { createPeople, type People } from './people/people.ts';
import type { ProgramEvents } from './programs/events.ts';
import { createPrograms, type Programs } from './programs/programs.ts';
import { createGate } from './sources/gate.ts';
import { guards } from './sources/guard/guards.ts';
import { createSources } from './sources/sources.ts';
import { copyStore } from './store/copy.ts';
import { type CostsStore, costsFile, openCosts } from './store/costs/costs.ts';
import { type ManagerStore, managerFile, openManager } from './store/manager/manager.ts';
import { checkStore } from './store/open.ts';
import { createSettings, type SettingsEvents, type SettingsStore } from './store/settings.ts';
import { version } from './version.ts';

/** What the appliance is made of, for its doors and commands. */
export interface App extends AsyncDisposable, Features, Doors {}

/** What tests and commands may put in place of the appliance's own. */
export interface Overrides {
  log: Log;
  clock?: Clock;
  random?: Random;
}

export type AppEvents = PeopleEvents &
  DatabaseEvents &
  SettingsEvents &
  CostEvents &
  ProgramEvents &
  MailEvents;

interface Ground {
  config: Config;
  host: Host;
  log: Log;
  clock: Clock;
  random: Random;
  secrets: Secrets;
  events: Events<AppEvents>;
  manager: ManagerStore;
  costs: CostsStore;
  settings: SettingsStore;
  audit: Audit;
  backups: Backups;
}

export interface Features extends Ground {
  models: Models;
  modelBreaker: Breaker;
  people: People;
  databases: Databases;
  prices: Prices;
  ledger: Ledger;
  budgets: Budgets;
  analytics: Analytics;
  conversations: Conversations;
  health: Health;
  mail: Mail;
  asking: Asking;
  programs: Programs;
}

/**
 * The one composition root: configuration and a machine in, the appliance with its doors open out.
 * Disposing it closes everything in reverse, in under two seconds.
 */
export async function createApp(config: Config, host: Host, overrides: Overrides): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const ground = await layGround(stack, config, host, overrides);
  const features = addFeatures(stack, ground);
  billWhatWasCutOff(features);
  await features.databases.catalogue.syncShared(config.sharedDatabases);
  keepHouse(stack, features);
  const doors = await openDoors(stack, features);
  const closing = stack.move();
  return { ...features, ...doors, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** Stores, settings, secrets: what knows no feature. */
async function layGround(
  stack: AsyncDisposableStack,
  config: Config,
  host: Host,
  { log, clock = systemClock, random = systemRandom }: Overrides,
): Promise<Ground> {
  const events = createEvents<AppEvents>((error) => log.error({ error }, 'a listener failed'));
  const restored = await applyRestore(host.home, host.secrets);
  const manager = stack.use(openManager(host.home));
  const costs = stack.use(openCosts(host.home));
  const settings = createSettings({ store: manager, clock, events, config });
  const secrets = withEnvironment(host.secrets, config);
  const audit = stack.use(
    await openAudit({
      store: manager,
      clock,
      random,
      log,
      secrets: host.secrets,
      home: host.home,
      retention: () => settings.get('retention'),
    }),
  );
  if (restored) {
    const details = { madeAt: restored.madeAt, kept: basename(restored.kept) };
    audit.activity.record({ kind: 'backup', action: 'restored', details });
  }
  const stores = { manager, costs, settings };
  const backups = stack.use(
    createBackups({
      home: host.home,
      stores: backupStores(stores),
      collect: () => collectSecrets(manager, host.secrets),
      checkStores: (folder) => {
        checkStore(folder, managerFile);
        checkStore(folder, costsFile);
      },
      secrets: host.secrets,
      version,
      clock,
      log,
      settings: () => settings.get('backups'),
      record: audit.activity.record,
    }),
  );
  return { config, host, log, clock, random, secrets, events, ...stores, audit, backups };
}

const backupStores = ({ manager, costs }: Pick<Ground, 'manager' | 'costs'>) => ({
  manager: {
    name: 'manager',
    copyTo: (to: string, signal?: AbortSignal) => copyStore(manager, managerFile, to, { signal }),
  } as const,
  costs: {
    name: 'costs',
    copyTo: (to: string, signal?: AbortSignal) => copyStore(costs, costsFile, to, { signal }),
  } as const,
});

/** People, databases, money, models and the question's way between them. */
function addFeatures(stack: AsyncDisposableStack, ground: Ground): Features {
  const { config, host, log, clock, random, secrets, events, settings } = ground;
  const sources = stack.use(createSources({ clock, log }));
  const gate = createGate({ guards, log, clock });
  const people = createPeople({
    store: ground.manager,
    clock,
    random,
    secrets,
    events,
    admins: config.telegram.admins,
    sessionHours: () => settings.get('sessions').hours,
  });
  const databases = stack.use(
    createDatabases({
      store: ground.manager,
      clock,
      log,
      secrets,
      events,
      persons: people.persons,
      sources,
      gate,
      home: host.home,
      settings: () => settings.get('databases'),
    }),
  );
  const modelBreaker = new Breaker({ clock, random: Math.random, isOutage: isModelOutage });
  const models = openModels(ground, modelBreaker);
  const prices = createPrices(ground.costs, seedPrices);
  const ledger = tellSettlements(createLedger(ground.costs), events);
  const today = () => isoTime(clock).slice(0, 10);
  const budgets = createBudgets(ground.costs, today);
  stack.use(warnOfBudgets(ground.costs, events, today, budgets.limits));
  const turns = settings.get('turns');
  const memory = settings.get('memory');
  const { record } = ground.audit.activity;
  stack.use(listenForActivity(events, people.persons, record));
  const mail = openMail(stack, ground);
  const piped = stack.use(
    createAsking({
      clock,
      log,
      settings: () => askSettings(settings),
      models,
      prices,
      ledger,
      budgets,
      gate,
      memory: new Memory(clock, memory.conversations, memory.minutes * 60_000),
      turns: new Turns(turns.waiting),
      buckets: new TokenBuckets(clock, turns.perSecond, turns.burst),
      queried: (queried) => record(noteQuery(queried)),
      mail: createDesk(mail, people.persons),
      openDatabase: (id, asker, signal) => databases.askables.open(id, asker, signal),
    }),
  );
  const asking = auditAsking(piped, record, (talked) =>
    ground.audit.conversationFiles.keep(talked),
  );
  events.on('member.removed', ({ userId }) => asking.dismiss(`user:${userId}`));
  const analytics = createAnalytics(ground.costs);
  const conversations = createConversations(ground.costs);
  const health = createHealth(ground.costs);
  const money = { prices, ledger, budgets, analytics, conversations, health };
  const programs = stack.use(
    createPrograms({
      store: ground.manager,
      clock,
      random,
      events,
      models,
      budgets,
      doorUse: createDoorUse(ground.costs),
      // The usage log keeps plain chat; what touches a database is noted as everybody's.
      ask: (asker, question, signal) =>
        (question.databaseId === null ? piped : asking).ask(asker, question, signal),
      superAdminKeys: config.superAdminKeys,
      settings: () => settings.get('channels'),
      retention: () => settings.get('retention'),
    }),
  );
  return { ...ground, people, databases, models, modelBreaker, ...money, mail, asking, programs };
}

function openMail(stack: AsyncDisposableStack, ground: Ground): Mail {
  const { clock, secrets, events, settings } = ground;
  return stack.use(
    createMail({
      store: ground.manager,
      clock,
      random: Math.random,
      log: ground.log.child({ part: 'mail' }),
      secrets,
      events,
      settings: () => settings.get('mail'),
    }),
  );
}

function openModels(
  { config, secrets, settings, clock, log }: Ground,
  modelBreaker: Breaker,
): Models {
  const { geminiBaseUrl, openaiBaseUrl, atOnce } = settings.get('models');
  const models = createModels({
    gemini: { key: () => secrets.get(secretNames.geminiKey), baseUrl: geminiBaseUrl },
    openai: { key: () => secrets.get(secretNames.openaiKey), baseUrl: openaiBaseUrl },
    practice: lazyPractice(clock),
    clock,
    random: Math.random,
    log: log.child({ part: 'model', home: config.home }),
    concurrency: atOnce,
  });
  return breakModels(models, modelBreaker);
}

function askSettings(settings: SettingsStore): AskSettings {
  const { summary, answer, email } = settings.get('models');
  const { timeoutSeconds, maxRows, maxBytes, schemaTokens } = settings.get('queries');
  return {
    models: { summary, answer, email },
    limits: { timeoutMs: timeoutSeconds * 1_000, maxRows, maxBytes },
    schemaTokens,
  };
}

function billWhatWasCutOff({ ledger, log }: Features): void {
  const questions = ledger.settleInterrupted();
  if (questions > 0) log.warn({ questions }, 'billed what the last stop had cut off');
}
