import { join } from 'node:path';
import { app, dialog } from 'electron';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { type Desktop, openDesktop } from './electron/desktop.ts';
import { createElectronHost } from './electron/host.ts';
import { registerScheme } from './electron/pages.ts';
import { sayError } from './lib/i18n.ts';
import { openHome } from './node/host.ts';
import { openLog } from './open-log.ts';

/** Electron entry: the appliance with its window. */
async function main(): Promise<void> {
  const config = readConfig({ DIWAN_HOME: join(app.getPath('userData'), 'data'), ...process.env });
  openHome(config);
  await using stack = new AsyncDisposableStack();
  const { log } = stack.use(openLog(config, null));
  await app.whenReady();
  let desktop: Desktop | null = null;
  const appImage = process.env.APPIMAGE;
  const host = await createElectronHost(config, log, () => desktop?.show(), appImage);
  const appliance = stack.use(await createApp(config, host, { log }));
  desktop = stack.use(openDesktop({ appliance, host, log, appImage }));
  const quit = Promise.withResolvers<void>();
  app.on('window-all-closed', () => quit.resolve());
  app.once('will-quit', (event) => {
    event.preventDefault();
    quit.resolve();
  });
  await quit.promise;
}

registerScheme();
if (!app.requestSingleInstanceLock()) app.exit(0);
else {
  main()
    .catch((error: unknown) => dialog.showErrorBox('Diwan', sayError('en', error).message))
    .finally(() => app.exit());
}
