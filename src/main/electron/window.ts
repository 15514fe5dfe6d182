import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import type { Log } from '../lib/log.ts';
import { openLink } from './link.ts';
import { isOwnPage, ownerPage } from './pages.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

export interface WindowDeps {
  home: string;
  preload: string;
  log: Log;
  /** True while closing only hides: the bot goes on in the tray. */
  hidesOnClose(): boolean;
}

/** The owner's window: sandboxed, alone with its page, unable to lead anywhere else. */
export function createWindow({ home, preload, log, hidesOnClose }: WindowDeps): BrowserWindow {
  const state = readWindowState(home);
  const window = new BrowserWindow({
    width: state?.width ?? 1280,
    height: state?.height ?? 800,
    ...(state ? { x: state.x, y: state.y } : {}),
    minWidth: 390,
    minHeight: 500,
    title: 'Diwan',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(preload),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    keepWindowState(home, window);
    if (!hidesOnClose()) return;
    event.preventDefault();
    window.hide();
  });
  const contents = window.webContents;
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url).catch((error: unknown) => log.warn({ error }, 'a link was not opened'));
    return { action: 'deny' };
  });
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!isOwnPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('render-process-gone', (_event, { reason }) => {
    log.error({ reason }, 'the window’s page ended');
    window.reload();
  });
  void window.loadURL(ownerPage);
  return window;
}
