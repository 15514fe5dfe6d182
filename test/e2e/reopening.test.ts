import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/main/config.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { startBotApi } from '../support/botapi/index.ts';
import { operatorOf } from '../support/callers.ts';
import { temporaryFolder } from '../support/folder.ts';
import { hostAt } from '../support/host.ts';

const { signal } = new AbortController();

async function appliance(home: string, env: Record<string, string>) {
  const log = createLog('silent', { write: () => undefined });
  const config = readConfig({ DIWAN_HOME: home, DIWAN_OWNER_PORT: '0', ...env });
  return await createApp(config, hostAt(home), { log });
}

/** A port that nobody has at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

it('a bot that is opened anew by several at once polls once, and ends with the appliance', async () => {
  using folder = temporaryFolder();
  await using telegram = await startBotApi();
  const app = await appliance(folder.path, {
    DIWAN_LAN_PORT: '0',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
  });
  try {
    await Promise.all([1, 2, 3].map(() => app.telegram.restart()));
    const sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
    sara.send('/start');
    await sara.sees('Sara');
    expect(app.telegram.status().state).toBe('running');
  } finally {
    await app[Symbol.asyncDispose]();
  }
  expect(telegram.world.updates.waiting).toBe(false);
});

it('a LAN door that is opened anew by several at once is open, on its own port', async () => {
  using folder = temporaryFolder();
  await using app = await appliance(folder.path, {});
  const port = await freePort();
  const set = (input: unknown) =>
    app.dispatcher.call(operatorOf(null), 'settings.set', input, signal);
  await Promise.all(
    [1, 2, 3].map(() => set({ group: 'lan', change: { host: '127.0.0.1', port } })),
  );
  const state = await app.dispatcher.call(operatorOf(null), 'setup.lan', {}, signal);
  expect(state).toMatchObject({ url: `https://127.0.0.1:${port}`, problem: null });
});
