import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Told {
  what: string;
  value: unknown;
}
type Bridge = { invoke(...args: unknown[]): Promise<unknown> };

/**
 * The built Electron entry under the stand-in of Electron's module, its window a page of a real
 * Chromium; `folder` is the machine's.
 */
export async function startDesktop(folder: string, env: Readonly<Record<string, string>> = {}) {
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
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told: Told[] = [];
  const listeners = new Set<() => void>();
  child.on('message', (message: Told) => {
    told.push(message);
    for (const heard of listeners) heard();
  });
  const exited = once(child, 'exit');
  const values = (what: string) => told.filter((one) => one.what === what).map((one) => one.value);
  /** Waits until the last thing told of this kind is so. */
  const hears = async (what: string, value: unknown) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      const last = values(what).at(-1);
      if (last !== undefined && expect.objectContaining({ value }).asymmetricMatch({ value: last }))
        resolve();
    };
    listeners.add(look);
    look();
    await promise;
    listeners.delete(look);
  };
  await hears('shown', true);
  const browser = await connect(port);
  const page = async (): Promise<Page> => {
    const found = browser.contexts()[0]?.pages()[0];
    if (!found) throw new Error('no window');
    await found.getByRole('heading', { level: 1 }).waitFor();
    return found;
  };
  return {
    /** What the appliance asked of its desktop. */
    told: values,
    hears,
    page,
    /** A call over the bridge, as the page makes it. */
    invoke: async (
      name: string,
      input: unknown,
      language = 'en',
      organizationId: number | null = null,
    ): Promise<unknown> =>
      (await page()).evaluate(
        (args) => (Reflect.get(window, 'diwan') as Bridge).invoke(...args),
        [name, input, { organizationId, language }],
      ),
    /** What a person does at the desktop. */
    do: (done: { tray?: string; window?: 'close'; start?: 'again' }) => child.send(done),
    exited,
    [Symbol.asyncDispose]: async () => {
      // It closes its browser, which would leave its profile behind.
      child.kill('SIGTERM');
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
