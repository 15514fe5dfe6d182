/**
 * A stand-in for Electron's main-process module where its binary can not be had: windows are pages
 * of a real Chromium, which the test reaches by CDP (DIWAN_TEST_CDP_PORT). It can not prove the
 * sandbox, the real tray, single instance, fuses or packaging.
 */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BrowserWindow } from './browser-window.ts';
import { record } from './record.ts';

const home = process.env.DIWAN_TEST_USER_DATA ?? '';
const root = resolve(import.meta.dirname, '../../..');

class App extends EventEmitter {
  #quitting = false;
  whenReady = async (): Promise<void> => undefined;
  requestSingleInstanceLock = (): boolean => true;
  getAppPath = (): string => root;
  setLoginItemSettings = (settings: { openAtLogin: boolean }): void =>
    record('loginItem', settings);
  isPackaged = false;
  getPath(name: string): string {
    if (name === 'exe') return process.execPath;
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  }
  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    this.emit('before-quit', {});
    for (const window of BrowserWindow.getAllWindows()) window.close();
    this.emit('will-quit', { preventDefault: () => undefined });
  }
  relaunch = (options: { execPath?: string }): void => record('relaunch', options);
  exit(code = 0): void {
    void BrowserWindow.endAll().finally(() => process.exit(code));
  }
}

export const app = new App();
process.on('SIGTERM', () => app.quit());

export { ipcMain } from './ipc-main.ts';
export { protocol } from './protocol.ts';
export { BrowserWindow };

export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => record('permissions', 'requests denied by handler'),
    setPermissionCheckHandler: () => record('permissions', 'checks denied by handler'),
  },
};

export const shell = {
  openExternal: async (url: string): Promise<void> => record('openExternal', url),
};
export const dialog = {
  showErrorBox: (title: string, text: string): void => record('errorBox', { title, text }),
};
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};
export const nativeImage = { createFromPath: (path: string) => ({ path }) };

interface Item {
  label?: string;
  click?: () => void;
}

export class Menu {
  readonly items: readonly Item[];
  constructor(items: readonly Item[]) {
    this.items = items;
  }
  static buildFromTemplate = (items: readonly Item[]): Menu => new Menu(items);
  static setApplicationMenu(menu: Menu): void {
    record(
      'menu',
      menu.items.map((item) => item.label ?? null),
    );
  }
}

let trayMenu: Menu | null = null;

/** What a person does at the desktop: a press in the tray's menu, closing the window, a second start. */
interface Done {
  tray?: string;
  window?: 'close';
  start?: 'again';
}

process.on('message', ({ tray, window, start }: Done) => {
  if (tray) trayMenu?.items.find((item) => item.label === tray)?.click?.();
  if (window) for (const one of BrowserWindow.getAllWindows()) one.close();
  if (start) app.emit('second-instance', {});
});

export class Tray extends EventEmitter {
  setToolTip = (text: string): void => record('tooltip', text);
  setContextMenu(menu: Menu): void {
    record(
      'tray',
      menu.items.map((item) => item.label ?? null),
    );
    trayMenu = menu;
  }
  destroy = (): void => undefined;
}

export class Notification extends EventEmitter {
  readonly #what: { title: string; body: string };
  constructor(what: { title: string; body: string }) {
    super();
    this.#what = what;
  }
  static isSupported = (): boolean => true;
  show = (): void => record('notification', this.#what);
}
