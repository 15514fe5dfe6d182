import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { App } from '../app.ts';
import type { Log } from '../lib/log.ts';
import { createPages, findRenderer } from '../web/pages.ts';
import { openIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { servePages } from './pages.ts';
import { createTray } from './tray.ts';
import { createWindow } from './window.ts';

export interface Desktop extends Disposable {
  /** Brings the window to the front, making it anew where it was closed. */
  show(): void;
}

/** Everything the operator sees: window, tray, menu; and the bridge behind them. */
export function openDesktop(appliance: App, log: Log, home: string): Desktop {
  const stack = new DisposableStack();
  const { settings, telegram, dispatcher } = appliance;
  const resources = join(app.getAppPath(), 'resources');
  let window: BrowserWindow | null = null;
  let quitting = false;
  let paused = false;

  app.on('before-quit', () => {
    quitting = true;
  });
  const hidesOnClose = () => !quitting && settings.get('app').closeToTray;
  const language = () => settings.get('appearance').language;
  const show = () => {
    if (!window || window.isDestroyed()) {
      window = createWindow({
        home,
        preload: join(import.meta.dirname, '../preload/index.cjs'),
        log,
        hidesOnClose,
      });
    }
    window.show();
    window.focus();
  };

  servePages(createPages(findRenderer(import.meta.dirname), 'owner'));
  stack.use(openIpc({ dispatcher, log }));
  setMenu(language(), () => app.quit());
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
  const startAtLogin = () =>
    app.setLoginItemSettings({ openAtLogin: settings.get('app').startAtLogin });
  stack.use(
    appliance.events.on(
      'settings.changed',
      ({ group }) => void (group === 'app' && startAtLogin()),
    ),
  );
  app.on('activate', show);
  app.on('second-instance', show);
  show();
  return { show, [Symbol.dispose]: () => stack.dispose() };
}
