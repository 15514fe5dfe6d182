import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type App, createApp } from '../../app.ts';
import { type Config, type Env, readConfig } from '../../config.ts';
import type { Host } from '../../host.ts';
import { openLog } from '../../open-log.ts';
import { createSampleCompany } from '../../sample/company.ts';
import { openHome } from '../host.ts';
import { memorySecrets } from '../secrets/memory.ts';
import { askOnce } from './ask-once.ts';
import type { Run } from './command.ts';

export const sampleName = 'Sample company';

/**
 * `demo`: the whole appliance on embedded defaults. `--ask` answers once and exits; without it a
 * stand-in of Telegram with a chat page is opened.
 */
export const demo: Run = async (args, terminal) => {
  const { values } = parseArgs({
    args,
    options: { ask: { type: 'string' }, port: { type: 'string' } },
  });
  await using place = await openPlace(terminal.env);
  if (values.ask !== undefined) {
    const config = demoConfig(terminal.env, place, {});
    await using opened = await openDemo(config);
    return await askOnce(opened.app, values.ask, terminal);
  }
  const { serveDemo } = await import('./demo-page.ts');
  return await serveDemo(place, values.port, terminal);
};

export interface Place extends AsyncDisposable {
  home: string;
  sample: string;
}

/** The data folder that was asked for, or one that is gone afterwards; the sample company in it. */
async function openPlace(env: Env): Promise<Place> {
  const own = env.DIWAN_HOME ? null : mkdtempSync(join(tmpdir(), 'diwan-demo-'));
  const home = openHome(readConfig({ ...env, DIWAN_HOME: own ?? env.DIWAN_HOME }));
  const sample = join(home, 'sample-company.sqlite');
  createSampleCompany(sample, new Date());
  return {
    home,
    sample,
    [Symbol.asyncDispose]: async () => {
      if (own) rmSync(own, { recursive: true, force: true });
    },
  };
}

/** The environment's own values, and the demo's where they say nothing. */
export function demoConfig(env: Env, place: Place, more: Env): Config {
  const real = env.GEMINI_API_KEY || env.OPENAI_API_KEY || env.OPENAI_BASE_URL;
  const models = real
    ? {}
    : {
        DIWAN_MODEL_SUMMARY: 'practice',
        DIWAN_MODEL_ANSWER: 'practice',
        DIWAN_MODEL_EMAIL: 'practice',
      };
  return readConfig({
    ...models,
    // The first of the page's people: databases on this machine are hers to add.
    ADMIN_TELEGRAM_IDS: '1001',
    DIWAN_LAN_PORT: '0',
    DIWAN_OWNER_PORT: '0',
    DIWAN_SHARED_DATABASES: `${sampleName}=sqlite:///${place.sample}`,
    ...env,
    ...more,
    DIWAN_HOME: place.home,
  });
}

/** An appliance that keeps its secrets for as long as it runs. */
export async function openDemo(config: Config): Promise<AsyncDisposable & { app: App }> {
  const stack = new AsyncDisposableStack();
  const { log } = stack.use(openLog(config, null));
  const host: Host = {
    home: config.home,
    secrets: memorySecrets(),
    notify: (title, body) => log.warn({ title, body }, 'attention'),
    restart: null,
    openLink: async (link) => log.info({ link }, 'open this link in a browser'),
  };
  const app = stack.use(await createApp(config, host, { log }));
  return { app, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
