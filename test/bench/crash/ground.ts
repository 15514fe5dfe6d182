import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Agent } from 'undici';
import { type BotApi, startBotApi } from '../../support/botapi/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { ownerSession } from '../../support/house.ts';
import { startGeminiStandIn } from '../../support/models/gemini.ts';
import type { ModelStandIn } from '../../support/models/script.ts';
import { type Served, serve } from '../../support/serve.ts';
import { type MailServer, startMailServer } from '../../support/smtp/server.ts';
import { lanAgent } from '../soak/channels.ts';
import { books, superKey } from '../soak/city.ts';
import { soakModel } from '../soak/model.ts';

/** What outlives every kill: the data folder and the world outside. */
export interface Ground extends AsyncDisposable {
  folder: string;
  home: string;
  env: Readonly<Record<string, string>>;
  telegram: BotApi;
  model: ModelStandIn;
  mails: MailServer;
  agent: Agent;
  random: () => number;
}

/** One life of the appliance. */
export interface Life {
  served: Served;
  /** A call at the owner's door. */
  owner(name: string, input: unknown): Promise<unknown>;
  /** A call at the channels' door. */
  api(path: string, key: string, body: unknown): Promise<unknown>;
}

export async function openGround(random: () => number): Promise<Ground> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const shop = join(folder, 'shop.sqlite');
  const file = new BetterSqlite3(shop);
  file.exec(books);
  file.close();
  const telegram = stack.use(await startBotApi());
  const { scripted } = soakModel(random, { share: 0, hang: false, slowness: 0.2 });
  const model = stack.use(await startGeminiStandIn(scripted));
  const mails = stack.use(await startMailServer());
  writeFileSync(join(folder, 'mail.pem'), mails.ca);
  const agent = stack.use(lanAgent());
  const home = join(folder, 'home');
  const env = {
    DIWAN_HOME: home,
    DIWAN_SECRETS: 'file',
    DIWAN_VAULT_PASSPHRASE: 'the passphrase of crash rounds',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: model.url,
    SMTP_URL: mails.url,
    BOT_EMAIL: 'bot@diwan.test',
    NODE_EXTRA_CA_CERTS: join(folder, 'mail.pem'),
    SUPER_ADMIN_API_KEYS: superKey,
    DIWAN_SHARED_DATABASES: `Shop=sqlite:///${shop}`,
    DIWAN_LOG_LEVEL: 'info',
  };
  const whole = stack.move();
  const close = () => whole.disposeAsync();
  return {
    folder,
    home,
    env,
    telegram,
    model,
    mails,
    agent,
    random,
    [Symbol.asyncDispose]: close,
  };
}

export async function live({ env, agent }: Ground): Promise<Life> {
  const served = await serve(env);
  const { origin, token } = await ownerSession(served.ready.owner ?? '');
  const json = async (response: { ok: boolean; status: number; json(): Promise<unknown> }) => {
    const said = await response.json();
    if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(said)}`);
    return said;
  };
  return {
    served,
    owner: async (name, input) =>
      json(
        await fetch(`${origin}/rpc/${name}`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}` },
          body: JSON.stringify(input),
        }),
      ),
    api: async (path, key, body) => {
      const { statusCode, body: said } = await agent.request({
        origin: new URL(served.ready.api ?? '').origin,
        path: `/v1${path}`,
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return json({ ok: statusCode < 300, status: statusCode, json: () => said.json() });
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
