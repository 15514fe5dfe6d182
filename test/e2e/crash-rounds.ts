import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Usage } from '../../src/preload/contract/answer.ts';
import { type BotApi, startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { serve } from '../support/serve.ts';
import { createShop, salesByRegion } from '../support/shop.ts';

export interface CrashReport {
  rounds: number;
  asked: number;
  answered: number;
  /** Request keys with more than one settled answer: must stay 0. */
  billedTwice: number;
  damaged: string[];
  handedOut: Usage;
  /** Tokens of calls whose end the ledger knows. */
  billed: Usage;
  /** Calls that a kill cut off, billed at their worst. */
  unknownCalls: number;
  /** What the model handed out to calls that the ledger does not know the end of. */
  unaccounted: number;
}

/**
 * Kills the appliance at a random moment of a question, again and again, on the same data folder.
 * `random` decides the moments.
 */
export async function crashRounds(rounds: number, random: () => number): Promise<CrashReport> {
  using folder = temporaryFolder();
  const home = join(folder.path, 'home');
  createShop(join(folder.path, 'shop.sqlite'));
  await using telegram = await startBotApi();
  await using gemini = await startGeminiStandIn(async (call) => {
    await new Promise((done) => setTimeout(done, 5 + random() * 30));
    return call.json ? { json: { way: 'sql', sql: salesByRegion } } : { text: 'North sold most.' };
  });
  const env = environment(folder.path, telegram, gemini);
  const questions: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const served = await serve(env);
    const person = telegram.user(1 + (round % 3), { name: 'Sara', languageCode: 'en' });
    if (round < 3) {
      await person.send('/start');
      await person.sees(/Sara/);
    }
    const text = `Sales by region, please (number ${round})?`;
    questions.push(text);
    await person.send(text);
    await new Promise((done) => setTimeout(done, random() * 160));
    await served.kill();
  }
  {
    await using _last = await serve(env);
    await telegram.waitFor(() => answersIn(telegram) >= questions.length, {
      timeout: 30_000,
      what: `an answer to each of ${questions.length} questions`,
    });
  }
  return inspect(home, rounds, questions, telegram, gemini);
}

const environment = (folder: string, telegram: BotApi, gemini: ModelStandIn) => ({
  DIWAN_HOME: join(folder, 'home'),
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_API_ROOT: telegram.root,
  GEMINI_API_KEY: 'key',
  GEMINI_BASE_URL: gemini.url,
  DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder, 'shop.sqlite')}`,
  DIWAN_LOG_LEVEL: 'error',
});

const answersIn = (telegram: BotApi): number =>
  [1, 2, 3].reduce(
    (sum, id) =>
      sum + telegram.chat(id).fromBot.filter((seen) => /North sold most/.test(seen.text)).length,
    0,
  );

function inspect(
  home: string,
  rounds: number,
  questions: readonly string[],
  telegram: BotApi,
  gemini: ModelStandIn,
): CrashReport {
  const damaged = ['manager', 'costs'].filter((name) => {
    using file = open(home, name);
    return file.db.pragma('integrity_check', { simple: true }) !== 'ok';
  });
  using costs = open(home, 'costs');
  const sum = (where: string) =>
    costs.db
      .prepare(
        `SELECT ifnull(sum(input), 0) AS input, ifnull(sum(cached), 0) AS cached, ifnull(sum(output), 0) AS output,
         ifnull(sum(thinking), 0) AS thinking FROM conversation_stages WHERE ${where}`,
      )
      .get() as Usage;
  const count = (sql: string) => Number(costs.db.prepare(sql).pluck().get());
  const billed = sum("outcome <> 'unknown'");
  const handedOut = gemini.handedOut();
  return {
    rounds,
    asked: questions.length,
    answered: answersIn(telegram),
    billedTwice: count(
      "SELECT count(*) FROM (SELECT question FROM conversations WHERE outcome = 'ok' GROUP BY question HAVING count(*) > 1)",
    ),
    damaged,
    handedOut,
    billed,
    unknownCalls: count("SELECT count(*) FROM conversation_stages WHERE outcome = 'unknown'"),
    unaccounted: handedOut.input + handedOut.output - billed.input - billed.output,
  };
}

function open(home: string, name: string): Disposable & { db: BetterSqlite3.Database } {
  const db = new BetterSqlite3(join(home, `${name}.sqlite`), { readonly: true });
  return { db, [Symbol.dispose]: () => db.close() };
}
