import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { Language } from '../../preload/contract/answer.ts';
import type { App } from '../app.ts';
import type { Host } from '../host.ts';
import { systemClock } from '../lib/clock.ts';
import { say } from '../lib/i18n.ts';
import type { Log } from '../lib/log.ts';
import { createPages, findRenderer } from '../web/pages.ts';
import { openIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { servePages } from './pages.ts';
import { setStartAtLogin } from './start-at-login.ts';
import { createTray } from './tray.ts';
import { openUpdates, type Updates } from './updates.ts';
import { createWindow } from './window.ts';

export interface Desktop extends Disposable {
  /** Brings the window to the front, making it anew where it was closed. */
  show(): void;
}

export interface DesktopDeps {
  appliance: App;
  host: Host;
  log: Log;
  /** The file an AppImage was started from. */
  appImage: string | undefined;
}

/** Everything the operator sees: window, tray, menu; and the bridge behind them. */
export function openDesktop(deps: DesktopDeps): Desktop {
  const { appliance, log } = deps;
  const stack = new DisposableStack();
  const { settings, telegram, dispatcher } = appliance;
  const resources = join(app.getAppPath(), 'resources');
  const language = () => settings.get('appearance').language;
  const show = showWindow(deps);
  let paused = false;

  servePages(createPages(findRenderer(import.meta.dirname), 'owner'));
  stack.use(openIpc({ dispatcher, log }));
  const tray = createTray(join(resources, 'icons/tray.png'), {
    language,
    open: show,
    paused: () => paused,
    setPaused: async (wanted) => {
      await (wanted ? telegram.pause() : telegram.restart());
      paused = wanted;
    },
    quit: () => app.quit(),
  });
  stack.defer(() => tray.destroy());
  const speak = () => {
    setMenu(language(), () => app.quit());
    tray.refresh();
  };
  speak();
  const updates = stack.use(lookForUpdates(deps, language));
  stack.use(
    appliance.events.on('settings.changed', ({ group }) => {
      if (group === 'appearance') speak();
      if (group !== 'app') return;
      setStartAtLogin(settings.get('app').startAtLogin, deps.appImage);
      void updates.look();
    }),
  );
  app.on('activate', show);
  app.on('second-instance', show);
  show();
  return { show, [Symbol.dispose]: () => stack.dispose() };
}

/** The one window: brought to the front, or made, in which case it shows itself once it is drawn. */
function showWindow({ appliance, host, log }: DesktopDeps): () => void {
  let window: BrowserWindow | null = null;
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  const hidesOnClose = () => !quitting && appliance.settings.get('app').closeToTray;
  const preload = join(import.meta.dirname, '../preload/index.cjs');
  return () => {
    if (!window || window.isDestroyed()) {
      window = createWindow({ home: host.home, preload, log, hidesOnClose });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
}

/** Nothing but a packaged appliance can be put in another's place. */
function lookForUpdates({ appliance, host, log }: DesktopDeps, language: () => Language): Updates {
  const updates = openUpdates({
    feed: () => (app.isPackaged ? appliance.settings.get('app').updateFeed : null),
    load: async () => (await import('electron-updater')).default.autoUpdater,
    ready: (version) => host.notify('Diwan', say(language(), 'desktop.updateReady', { version })),
    clock: systemClock,
    log,
  });
  void updates.look();
  return updates;
}
