import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type App, createApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/main/config.ts';
import type { Host } from '../../src/main/host.ts';
import { type Clock, systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { temporaryFolder } from './folder.ts';
import { hostAt } from './host.ts';
import { startOpenaiStandIn } from './models/openai.ts';
import type { ModelStandIn, Scripted } from './models/script.ts';
import { memorySecrets } from './secrets.ts';

export const superKey = 'a-super-admin-key-0001';
export const model = 'openai/gpt-5-mini';
export const otherModel = 'qwen/qwen3.7-plus';

/** The whole appliance with its API over real HTTPS; only the language model stands in. */
export interface ApiHouse extends AsyncDisposable {
  readonly app: App;
  models: ModelStandIn;
  /** `https://127.0.0.1:…/v1` */
  readonly url: string;
  call(method: string, path: string, options?: CallOptions): Promise<Said>;
  admin(method: string, path: string, body?: unknown): Promise<Said>;
  /** A channel of the test's own, paced so that nothing waits unless it asks to. */
  channel(settings?: Record<string, unknown>): Promise<Program>;
  /** Stops the appliance and starts it on the same data. */
  restart(): Promise<void>;
}

export interface CallOptions {
  key?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Said {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

/** What a program holds of its channel. */
export interface Program {
  id: number;
  channelId: string;
  key: string;
  keyId: number;
  chat(userId: string, text: string, more?: Record<string, unknown>): Promise<Said>;
}

export async function apiHouse(
  scripted: Scripted,
  env: Record<string, string> = {},
  clock: Clock = systemClock,
): Promise<ApiHouse> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const models = stack.use(await startOpenaiStandIn(scripted));
  const secrets = memorySecrets();
  const host = hostAt(folder.path, { secrets });
  const config = readConfig({
    DIWAN_HOME: folder.path,
    DIWAN_LAN_PORT: '0',
    DIWAN_OWNER_PORT: '0',
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: models.url,
    SUPER_ADMIN_API_KEYS: superKey,
    ...env,
  });
  const log = createLog('silent', { write: () => undefined });
  const open = async () => {
    const opened = await createApp(config, host, { log, clock });
    await trust(secrets);
    return opened;
  };
  let app = await open();
  let made = 0;
  const url = () => app.ready.api ?? '';
  const call = (method: string, path: string, options: CallOptions = {}) =>
    send(`${url()}${path}`, method, options);
  const admin = (method: string, path: string, body?: unknown) =>
    call(method, `/admin${path}`, { key: superKey, body });
  const closing = stack.move();
  closing.defer(() => app[Symbol.asyncDispose]());
  return {
    get app() {
      return app;
    },
    get url() {
      return url();
    },
    models,
    call,
    admin,
    channel: async (settings = {}) => {
      const channelId = String(settings.channel_id ?? `program-${++made}`);
      const body = { ...base, ...settings, channel_id: channelId };
      const { status, text, json } = await admin('POST', '/channels', body);
      if (status !== 201) throw new Error(`no channel: ${status} ${text}`);
      const key = String(json.api_key);
      return {
        id: json.channel.id,
        channelId,
        key,
        keyId: json.key.id,
        chat: (user_id, said, more) =>
          call('POST', '/chat', { key, body: { user_id, text: said, ...more } }),
      };
    },
    restart: async () => {
      await app[Symbol.asyncDispose]();
      app = await open();
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const base = {
  title: 'A program',
  default_model: model,
  available_models: [model, otherModel],
  rate_limit: 100_000,
};

/** The appliance's own certificate is believed by this process from here on. */
async function trust(secrets: Host['secrets']): Promise<void> {
  const { cert } = JSON.parse((await secrets.get('lan-certificate')) ?? '{}');
  // Not beside another's: theirs bear the same name.
  setDefaultCACertificates([...getCACertificates('bundled'), cert]);
}

async function send(
  url: string,
  method: string,
  { key, body, headers = {} }: CallOptions,
): Promise<Said> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, {
    method,
    headers: { ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }), ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The events of a stream, in order. */
export const eventsOf = (text: string): { event: string; data: unknown }[] =>
  text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const line = (name: string) =>
        block
          .split('\n')
          .find((one) => one.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? '';
      return { event: line('event'), data: jsonOf(line('data')) };
    });
