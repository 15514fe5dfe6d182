import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import {
  type BotApi,
  faults,
  type InjectedFault,
  startBotApi,
} from '../../support/botapi/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { ownerSession } from '../../support/house.ts';
import { startGeminiStandIn } from '../../support/models/gemini.ts';
import { startOpenaiStandIn } from '../../support/models/openai.ts';
import type { ModelStandIn } from '../../support/models/script.ts';
import { type Served, serve } from '../../support/serve.ts';
import { startPostgres } from '../../support/servers/postgres.ts';
import { type MailServer, startMailServer } from '../../support/smtp/server.ts';
import { soakModel } from './model.ts';
import { startWire, type Wire } from './wire.ts';
import { customers } from './words.ts';

export const superKey = 'the-super-admin-key-of-the-soak';
const adminId = 999_001;

export interface CityFaults {
  /** Shares of model calls, of Telegram calls and of statements at the network database. */
  model: number;
  telegram: number;
  database: number;
  hang: boolean;
}

/** The appliance as its operator starts it, and the world around it. */
export interface City extends AsyncDisposable {
  home: string;
  env: Readonly<Record<string, string>>;
  served: Served;
  telegram: BotApi;
  /** Gemini for the bot, the OpenAI-compatible one for the channels. */
  models: readonly ModelStandIn[];
  struck: ReadonlyMap<string, number>;
  mails: MailServer;
  wire: Wire;
  refusals: InjectedFault;
  /** A call at the owner's door. */
  owner(name: string, input: unknown): Promise<unknown>;
}

export async function openCity(random: () => number, share: CityFaults): Promise<City> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const wire = await openDepot(stack, share.database, random);
  const shop = join(folder, 'shop.sqlite');
  const file = new BetterSqlite3(shop);
  file.exec(books);
  file.close();
  const telegram = stack.use(
    await startBotApi({ limits: { overall: 30, perChat: 3 }, keepCalls: 500 }),
  );
  const refusals = telegram.inject('*', faults.tooMany(1), {
    times: Number.POSITIVE_INFINITY,
    when: () => random() < share.telegram,
  });
  const { struck, scripted } = soakModel(random, { share: share.model, hang: share.hang });
  const gemini = stack.use(await startGeminiStandIn(scripted, { keep: 100 }));
  const openai = stack.use(await startOpenaiStandIn(scripted, { keep: 100 }));
  const mails = stack.use(await startMailServer());
  const env = {
    ...environmentOf(folder, { telegram, gemini, openai, mails }),
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${shop};;Depot=postgres://reader:reader@127.0.0.1:${wire.port}/postgres`,
  };
  const served = stack.use(await serve(env));
  const owner = await ownerOf(served);
  const models = [gemini, openai];
  const outside = { telegram, models, struck, mails, wire, refusals };
  const whole = stack.move();
  const close = () => whole.disposeAsync();
  return {
    ...outside,
    home: env.DIWAN_HOME,
    env,
    served,
    owner,
    [Symbol.asyncDispose]: close,
  };
}

/** A PostgreSQL behind a wire that is cut now and then. */
async function openDepot(
  stack: AsyncDisposableStack,
  share: number,
  random: () => number,
): Promise<Wire> {
  const postgres = stack.use(await startPostgres());
  await postgres.administrate(`${books} CREATE ROLE reader LOGIN PASSWORD 'reader';
    GRANT SELECT ON orders TO reader;`);
  return stack.use(await startWire(postgres.port, 'AS reference', share, random));
}

interface Outside {
  telegram: BotApi;
  gemini: ModelStandIn;
  openai: ModelStandIn;
  mails: MailServer;
}

function environmentOf(folder: string, { telegram, gemini, openai, mails }: Outside) {
  writeFileSync(join(folder, 'mail.pem'), mails.ca);
  return {
    DIWAN_HOME: join(folder, 'home'),
    DIWAN_SECRETS: 'file',
    DIWAN_VAULT_PASSPHRASE: 'the passphrase of a soak',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: openai.url,
    SMTP_URL: mails.url,
    BOT_EMAIL: 'bot@diwan.test',
    NODE_EXTRA_CA_CERTS: join(folder, 'mail.pem'),
    ADMIN_TELEGRAM_IDS: String(adminId),
    SUPER_ADMIN_API_KEYS: superKey,
    DIWAN_LOG_LEVEL: 'warn',
  };
}

async function ownerOf({ ready }: Served): Promise<City['owner']> {
  const { origin, token } = await ownerSession(ready.owner ?? '');
  return async (name, input) => {
    const response = await fetch(`${origin}/rpc/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    return await response.json();
  };
}

/** Customer n has n orders; the same words in SQLite and PostgreSQL. */
export const books = `
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, total NUMERIC(10, 2));
  INSERT INTO orders (id, customer, total)
    WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${customers})
    SELECT row_number() OVER (), a.value, 10.5 * a.value FROM n a JOIN n b ON b.value <= a.value;`;
