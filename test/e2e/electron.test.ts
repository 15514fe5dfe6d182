import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const root = join(import.meta.dirname, '../..');

interface Told {
  what: string;
  value: unknown;
}

/** The built Electron entry under the stand-in of Electron's module, its window a real Chromium page. */
async function startWindow(folder: string) {
  const port = await freePort();
  const register = join(root, 'test/support/electron/register.ts');
  const child = spawn(process.execPath, ['--import', register, join(root, 'out/main/index.js')], {
    env: {
      PATH: process.env.PATH ?? '',
      DIWAN_HOME: join(folder, 'home'),
      DIWAN_TEST_USER_DATA: folder,
      DIWAN_TEST_CDP_PORT: String(port),
      DIWAN_LAN_PORT: '0',
      DIWAN_OWNER_PORT: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told: Told[] = [];
  const shown = Promise.withResolvers<void>();
  child.on('message', (message: Told) => {
    told.push(message);
    if (message.what === 'shown') shown.resolve();
  });
  const exited = once(child, 'exit');
  await shown.promise;
  const browser = await connect(port);
  return {
    told,
    page: async (): Promise<Page> => {
      const page = browser.contexts()[0]?.pages()[0];
      if (!page) throw new Error('no window');
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    },
    tray: (label: string) => child.send({ tray: label }),
    exited,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Chromium opens its debugging port a little after the process has started. */
async function connect(port: number) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

describe('the owner’s window', () => {
  it('opens sandboxed on its own page, speaks the contract over the bridge, hides to the tray and quits', async () => {
    using folder = temporaryFolder();
    await using window = await startWindow(folder.path);
    const page = await window.page();

    const value = (what: string) =>
      window.told.filter((one) => one.what === what).map((one) => one.value);
    expect(value('window')).toMatchObject([
      { contextIsolation: true, sandbox: true, nodeIntegration: false },
    ]);
    expect(value('permissions')).toHaveLength(2);

    const reply = await page.evaluate(() =>
      (Reflect.get(window, 'diwan') as { invoke(...args: unknown[]): Promise<unknown> }).invoke(
        'about.version',
        {},
        { organizationId: null, language: 'ar' },
      ),
    );
    expect(reply).toMatchObject({ ok: true, value: { name: 'Diwan' } });
    const refused = await page.evaluate(() =>
      (Reflect.get(window, 'diwan') as { invoke(...args: unknown[]): Promise<unknown> }).invoke(
        'no.such.thing',
        {},
        { organizationId: null, language: 'en' },
      ),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(window, 'process'),
        typeof Reflect.get(window, 'require'),
      ]),
    ).toEqual(['undefined', 'undefined']);

    const [menu] = value('tray') as string[][];
    expect(menu?.slice(0, 2)).toEqual(['Open Diwan', 'Pause the bot']);
    window.tray('Quit');
    await window.exited;
  }, 60_000);
});
