import { join } from 'node:path';
import { type Asking, createAsking } from '../../src/main/ask/ask.ts';
import { Memory } from '../../src/main/ask/memory.ts';
import type { AskEvent, Asker, Question } from '../../src/main/ask/question.ts';
import type { AskSettings } from '../../src/main/ask/tools.ts';
import { type Budgets, createBudgets } from '../../src/main/costs/budgets.ts';
import { createLedger, type Ledger } from '../../src/main/costs/ledger.ts';
import { createPrices } from '../../src/main/costs/prices.ts';
import { type Clock, isoTime, systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { TokenBuckets } from '../../src/main/lib/token-bucket.ts';
import { Turns } from '../../src/main/lib/turns.ts';
import type { Models } from '../../src/main/model/model.ts';
import { createModels } from '../../src/main/model/models.ts';
import { createGate } from '../../src/main/sources/gate.ts';
import { guards } from '../../src/main/sources/guard/guards.ts';
import { createSources } from '../../src/main/sources/sources.ts';
import { type CostsStore, openCosts } from '../../src/main/store/costs/costs.ts';
import type { Answer } from '../../src/preload/contract/answer.ts';
import { qualifiedName } from '../../src/preload/contract/database.ts';
import { temporaryFolder } from './folder.ts';
import { startGeminiStandIn } from './models/gemini.ts';
import type { ModelStandIn, Scripted } from './models/script.ts';
import { stubPractice } from './models/setup.ts';
import { createShop } from './shop.ts';

/** A pipeline on real parts: SQLite in its child process, the guard, the ledger, Gemini's SDK. */
export interface AskHouse extends AsyncDisposable {
  asking: Asking;
  gemini: ModelStandIn;
  ledger: Ledger;
  budgets: Budgets;
  costs: CostsStore;
  settings: AskSettings;
  question(text: string, more?: Partial<Question>): Question;
  /** Asks as somebody and returns everything that was told. */
  ask(text: string, more?: Partial<Question> & { as?: Partial<Asker> }): Promise<Told>;
}

export interface Told {
  events: AskEvent[];
  answer: Answer;
}

export const sara: Asker = {
  userId: 1,
  organizationId: 9,
  channelId: null,
  turn: 'user:1',
  chat: '100',
  door: 'telegram',
  name: 'Sara',
  language: 'en',
};

/** `instant`: a model inside the process in place of Gemini's, for measuring all the rest. */
export async function askHouse(
  scripted: Scripted,
  instant?: Models,
  clock: Clock = systemClock,
): Promise<AskHouse> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const file = join(folder, 'shop.sqlite');
  createShop(file);
  const log = createLog('silent', { write: () => undefined });
  const costs = stack.use(openCosts(folder));
  const gemini = stack.use(await startGeminiStandIn(scripted));
  const sources = stack.use(createSources({ clock: systemClock, log }));
  const price = { input: 300_000_000, cachedInput: 30_000_000, output: 2_500_000_000 };
  const seed = ['gemini-plan', 'gemini-answer'].map((model) => ({
    model,
    validFrom: '2020-01-01',
    ...price,
  }));
  const ledger = createLedger(costs);
  const budgets = createBudgets(costs, () => isoTime(clock).slice(0, 10));
  const settings: AskSettings = {
    models: { summary: 'gemini-plan', answer: 'gemini-answer', email: 'gemini-plan' },
    limits: { timeoutMs: 2_000, maxRows: 100, maxBytes: 100_000 },
    schemaTokens: 4_000,
  };
  const none = { key: async () => null, baseUrl: () => null };
  const models =
    instant ??
    createModels({
      gemini: { key: async () => 'key', baseUrl: () => gemini.url },
      openai: none,
      practice: stubPractice,
      clock: systemClock,
      random: Math.random,
      log,
    });
  const source = await sources.open(
    1,
    { dialect: 'sqlite', hosts: [], database: file, user: null, password: null, parameters: {} },
    'anywhere',
  );
  const schema = await source.introspect(new AbortController().signal);
  const rules = {
    tables: schema.tables.map(qualifiedName),
    hidden: [],
    columns: {},
    databases: [],
  };
  const asking = createAsking({
    clock,
    log,
    settings: () => settings,
    models,
    prices: createPrices(costs, seed),
    ledger,
    budgets,
    gate: createGate({ guards, log, clock: systemClock }),
    memory: new Memory(systemClock),
    turns: new Turns(5),
    buckets: new TokenBuckets(systemClock, 1_000, 1_000),
    openDatabase: async (id) => ({
      id,
      name: 'Shop',
      dialect: 'sqlite',
      source,
      rules,
      link: () => ({ schema, text: 'CREATE TABLE orders (id, region, total, ordered_on);' }),
    }),
  });
  stack.use(asking);
  let asked = 0;
  const question = (text: string, more: Partial<Question> = {}): Question => ({
    text,
    requestKey: `telegram:1:${asked++}`,
    databaseId: 1,
    model: null,
    history: null,
    ...more,
  });
  return {
    asking,
    gemini,
    ledger,
    budgets,
    costs,
    settings,
    question,
    ask: (text, { as, ...more } = {}) =>
      listen(asking.ask({ ...sara, ...as }, question(text, more), new AbortController().signal)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export async function listen(events: AsyncIterable<AskEvent>): Promise<Told> {
  const told: AskEvent[] = [];
  for await (const event of events) told.push(event);
  const last = told.at(-1);
  if (last?.type !== 'answer') throw new Error('the answer did not come last');
  return { events: told, answer: last.answer };
}
