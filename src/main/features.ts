import { type Asking, createAsking } from './ask/ask.ts';
import { Memory } from './ask/memory.ts';
import type { Ask } from './ask/question.ts';
import type { AskSettings } from './ask/tools.ts';
import { auditAsking } from './audit/asking.ts';
import { listenForActivity } from './audit/listening.ts';
import { noteQuery } from './audit/queries.ts';
import { type Analytics, createAnalytics } from './costs/analytics.ts';
import { type Budgets, createBudgets } from './costs/budgets.ts';
import { type Conversations, createConversations } from './costs/conversations.ts';
import { createDoorUse } from './costs/door-use.ts';
import { createHealth, type Health } from './costs/health.ts';
import { createLedger, type Ledger } from './costs/ledger.ts';
import { createPrices, type Prices } from './costs/prices.ts';
import { tellSettlements } from './costs/telling.ts';
import { warnOfBudgets } from './costs/warnings.ts';
import { createDatabases, type Databases } from './databases/databases.ts';
import { secretNames } from './environment-secrets.ts';
import type { Ground } from './ground.ts';
import { Breaker } from './lib/breaker.ts';
import { isoTime } from './lib/clock.ts';
import { TokenBuckets } from './lib/token-bucket.ts';
import { Turns } from './lib/turns.ts';
import { createDesk } from './mail/desk.ts';
import { createMail, type Mail } from './mail/mail.ts';
import { breakModels, isModelOutage } from './model/breaking.ts';
import type { Models } from './model/model.ts';
import { createModels } from './model/models.ts';
import { lazyPractice } from './model/practice.ts';
import { seedPrices } from './model/price-list.ts';
import { createPeople, type People } from './people/people.ts';
import { limitBot } from './programs/bot-channel.ts';
import { createPrograms, type Programs } from './programs/programs.ts';
import { createGate, type Gate } from './sources/gate.ts';
import { guards } from './sources/guard/guards.ts';
import { createSources } from './sources/sources.ts';
import type { SettingsStore } from './store/settings.ts';

interface Money {
  prices: Prices;
  ledger: Ledger;
  budgets: Budgets;
  analytics: Analytics;
  conversations: Conversations;
  health: Health;
}

export interface Features extends Ground, Money {
  models: Models;
  modelBreaker: Breaker;
  people: People;
  databases: Databases;
  mail: Mail;
  asking: Asking;
  programs: Programs;
}

/** People, databases, money, models and the question's way between them. */
export function addFeatures(stack: AsyncDisposableStack, ground: Ground): Features {
  const gate = createGate({ guards, log: ground.log, clock: ground.clock });
  const people = openPeople(ground);
  const databases = openDatabases(stack, ground, people, gate);
  const modelBreaker = new Breaker({
    clock: ground.clock,
    random: Math.random,
    isOutage: isModelOutage,
  });
  const models = openModels(ground, modelBreaker);
  const money = openMoney(stack, ground);
  stack.use(listenForActivity(ground.events, people.persons, ground.audit.activity.record));
  const mail = openMail(stack, ground);
  const parts = { ...ground, ...money, gate, people, databases, models, modelBreaker, mail };
  const piped = openPipeline(stack, parts);
  const asking = auditAsking(piped, ground.audit.activity.record, (talked) =>
    ground.audit.conversationFiles.keep(talked),
  );
  ground.events.on('member.removed', ({ userId }) => asking.dismiss(`user:${userId}`));
  // The usage log keeps plain chat; what touches a database is noted as everybody's.
  const programs = openPrograms(stack, parts, (asker, question, signal) =>
    (question.databaseId === null ? piped : asking).ask(asker, question, signal),
  );
  const { gate: _, ...features } = parts;
  return { ...features, asking: { ...asking, ask: limitBot(asking.ask, programs) }, programs };
}

const openPeople = ({ config, clock, random, secrets, events, settings, manager }: Ground) =>
  createPeople({
    store: manager,
    clock,
    random,
    secrets,
    events,
    admins: config.telegram.admins,
    sessionHours: () => settings.get('sessions').hours,
  });

function openDatabases(
  stack: AsyncDisposableStack,
  { host, log, clock, secrets, events, settings, manager }: Ground,
  people: People,
  gate: Gate,
): Databases {
  const sources = stack.use(createSources({ clock, log }));
  return stack.use(
    createDatabases({
      store: manager,
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
}

function openMoney(stack: AsyncDisposableStack, { costs, events, clock, log }: Ground): Money {
  const today = () => isoTime(clock).slice(0, 10);
  const budgets = createBudgets(costs, today, ({ scope, scopeId, period }) =>
    events.emit('budget.refused', { scope, scopeId, period }),
  );
  stack.use(warnOfBudgets(costs, events, today, budgets.limits));
  return {
    prices: createPrices(costs, seedPrices),
    ledger: tellSettlements(createLedger(costs, log), events),
    budgets,
    analytics: createAnalytics(costs, today),
    conversations: createConversations(costs),
    health: createHealth(costs),
  };
}

type Parts = Omit<Features, 'asking' | 'programs'> & { gate: Gate };

function openPipeline(stack: AsyncDisposableStack, parts: Parts): Asking {
  const { clock, log, settings, models, prices, ledger, budgets, gate, databases } = parts;
  const turns = settings.get('turns');
  const memory = settings.get('memory');
  return stack.use(
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
      queried: (queried) => parts.audit.activity.record(noteQuery(queried)),
      mail: createDesk(parts.mail, parts.people.persons),
      openDatabase: (id, asker, signal) => databases.askables.open(id, asker, signal),
    }),
  );
}

function openPrograms(
  stack: AsyncDisposableStack,
  { config, manager, costs, clock, random, events, models, budgets, settings }: Parts,
  ask: Ask,
): Programs {
  return stack.use(
    createPrograms({
      store: manager,
      clock,
      random,
      events,
      models,
      budgets,
      doorUse: createDoorUse(costs),
      ask,
      superAdminKeys: config.superAdminKeys,
      settings: () => settings.get('channels'),
      retention: () => settings.get('retention'),
    }),
  );
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
  const now = () => settings.get('models');
  const models = createModels({
    gemini: { key: () => secrets.get(secretNames.geminiKey), baseUrl: () => now().geminiBaseUrl },
    openai: { key: () => secrets.get(secretNames.openaiKey), baseUrl: () => now().openaiBaseUrl },
    practice: lazyPractice(clock),
    clock,
    random: Math.random,
    log: log.child({ part: 'model', home: config.home }),
    concurrency: now().atOnce,
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
