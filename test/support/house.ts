import { join } from 'node:path';
import { z } from 'zod';
import { startBotApi } from './botapi/index.ts';
import { temporaryFolder } from './folder.ts';
import { startGeminiStandIn } from './models/gemini.ts';
import { type Served, serve } from './serve.ts';
import { createShop, salesByRegion } from './shop.ts';
import { sqlModel } from './sql-model.ts';

type Telegram = Awaited<ReturnType<typeof startBotApi>>;
type Post = (name: string, input?: unknown, organizationId?: number | null) => Promise<unknown>;

/** The built appliance with a Telegram and a Gemini that stand in, for tests of its pages. */
export interface House extends AsyncDisposable {
  /** The data folder. */
  home: string;
  telegram: Telegram;
  served: Served;
  /** The file of a small shop, as a connection string. */
  shop: string;
  /** A call at the owner's door, with a session of its own. */
  owner: Post & { origin: string; token: string };
}

/** With `env` over its own environment; null takes a variable away. */
export async function openHouse(env: Readonly<Record<string, string | null>> = {}): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const { folder, telegram, shop, env: outside } = await openOutside(stack);
  const home = join(folder, 'home');
  const served = stack.use(await serve(given({ DIWAN_HOME: home, ...outside, ...env })));
  const closing = stack.move();
  return {
    home,
    telegram,
    served,
    shop,
    owner: await ownerCalls(served.ready.owner ?? ''),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const given = (env: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

/** What an appliance speaks to, closed with the stack: Telegram, Gemini and a shop's database. */
export async function openOutside(stack: AsyncDisposableStack) {
  const folder = stack.use(temporaryFolder()).path;
  const file = join(folder, 'shop.sqlite');
  createShop(file);
  const telegram = stack.use(await startBotApi());
  const gemini = stack.use(await startGeminiStandIn(sqlModel(salesByRegion, 'North sold most.')));
  const env = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: gemini.url,
    DIWAN_SECRETS: 'file',
    DIWAN_VAULT_PASSPHRASE: 'a passphrase of tests',
  };
  return { folder, telegram, shop: `sqlite:///${file}`, env };
}

const Token = z.object({ token: z.string() });

/** Exchanges the link; each link works once, so the page under test gets one of its own. */
export async function ownerSession(link: string): Promise<{ origin: string; token: string }> {
  const { origin, searchParams } = new URL(link);
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    body: JSON.stringify({ token: searchParams.get('token') }),
  });
  return { origin, token: Token.parse(await response.json()).token };
}

async function ownerCalls(link: string): Promise<Post & { origin: string; token: string }> {
  const { origin, token } = await ownerSession(link);
  const call = async (name: string, input: unknown = {}, organizationId: number | null = null) => {
    const response = await fetch(`${origin}/rpc/${name}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        ...(organizationId === null ? {} : { 'X-Diwan-Organization': String(organizationId) }),
      },
      body: JSON.stringify(input),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return Object.assign(call, { origin, token });
}
