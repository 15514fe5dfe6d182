import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { ipcMain } from './ipc-main.ts';
import { serveScheme, standInOrigin, toReal, toStandIn } from './protocol.ts';
import { record } from './record.ts';

interface Options {
  width: number;
  height: number;
  show: boolean;
  webPreferences: {
    preload: string;
    contextIsolation: boolean;
    sandbox: boolean;
    nodeIntegration: boolean;
  };
}

let browser: Promise<Browser> | null = null;
const windows = new Set<BrowserWindow>();
let ids = 0;

/** The preload script is CommonJS that asks for `electron`: it is given these few names. */
const preloadIn = (code: string): string => `(() => {
  const listeners = new Map();
  window.__fromMain = (channel, args) => { for (const one of [...(listeners.get(channel) ?? [])]) one({}, ...args); };
  const electron = {
    contextBridge: { exposeInMainWorld: (key, api) => { window[key] = api; } },
    ipcRenderer: {
      invoke: (channel, ...args) => window.__invoke(channel, args),
      send: (channel, ...args) => void window.__send(channel, args),
      on: (channel, one) => { listeners.set(channel, [...(listeners.get(channel) ?? []), one]); },
      off: (channel, one) => { listeners.set(channel, (listeners.get(channel) ?? []).filter((other) => other !== one)); },
    },
  };
  const require = (name) => { if (name !== 'electron') throw new Error('not in a sandbox: ' + name); return electron; };
  const module = { exports: {} };
  ((require, module, exports) => {
${code}
  })(require, module, module.exports);
})();`;

class WebContents extends EventEmitter {
  readonly id = ++ids;
  readonly page: Promise<Page>;
  #gone = false;
  constructor(page: Promise<Page>) {
    super();
    this.page = page;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    void this.page.then((page) =>
      page.exposeBinding('__windowOpen', (_source, url: string) =>
        record('windowOpen', handler({ url }).action),
      ),
    );
  }
  send(channel: string, ...args: unknown[]): void {
    void this.page
      .then((page) =>
        page.evaluate(([name, given]) => Reflect.get(window, '__fromMain')(name, given), [
          channel,
          args,
        ] as const),
      )
      .catch((error: unknown) => record('lostMessage', String(error)));
  }
  isDestroyed = (): boolean => this.#gone;
  destroy(): void {
    this.#gone = true;
    this.emit('destroyed');
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #options: Options;
  #destroyed = false;

  constructor(options: Options) {
    super();
    this.#options = options;
    record('window', options.webPreferences);
    this.webContents = new WebContents(this.#open());
    windows.add(this);
  }

  static getAllWindows = (): BrowserWindow[] => [...windows];
  static endAll = async (): Promise<void> => (await browser)?.close();

  async loadURL(url: string): Promise<void> {
    const page = await this.webContents.page;
    await page.goto(toStandIn(url));
    this.emit('ready-to-show');
  }
  getNormalBounds = () => ({
    x: 0,
    y: 0,
    width: this.#options.width,
    height: this.#options.height,
  });
  isMaximized = (): boolean => false;
  maximize = (): void => undefined;
  isDestroyed = (): boolean => this.#destroyed;
  isMinimized = (): boolean => false;
  restore = (): void => undefined;
  show = (): void => record('shown', true);
  hide = (): void => record('shown', false);
  focus = (): void => undefined;
  reload = (): void => void this.webContents.page.then((page) => page.reload());
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.#destroyed = true;
    windows.delete(this);
    this.webContents.destroy();
    this.emit('closed');
  }

  async #open(): Promise<Page> {
    browser ??= launchChromium(`--remote-debugging-port=${process.env.DIWAN_TEST_CDP_PORT ?? '0'}`);
    const { width, height, webPreferences } = this.#options;
    const page = await (await browser).newPage({ viewport: { width, height } });
    await page.route('**/*', async (route) => {
      const request = route.request();
      if (!request.url().startsWith(standInOrigin)) return route.abort();
      const answer = await serveScheme(request.url(), request.method());
      return route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    const event = () => ({
      sender: this.webContents,
      senderFrame: { url: toReal(page.url()), parent: null },
    });
    await page.exposeBinding('__invoke', (_source, channel: string, args: unknown[]) =>
      ipcMain.invoke(channel, event(), args),
    );
    await page.exposeBinding(
      '__send',
      (_source, channel: string, args: unknown[]) => void ipcMain.emit(channel, event(), ...args),
    );
    await page.addInitScript(preloadIn(readFileSync(webPreferences.preload, 'utf8')));
    return page;
  }
}
