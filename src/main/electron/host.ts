import { app, Notification } from 'electron';
import type { Config } from '../config.ts';
import type { Host } from '../host.ts';
import type { Log } from '../lib/log.ts';
import { openHome } from '../node/host.ts';
import { openSecrets } from '../node/secrets/secrets.ts';
import { openLink } from './link.ts';

/** A machine with a desktop: its keychain, its notifications, its browser. */
export async function createElectronHost(
  config: Config,
  log: Log,
  onClick: () => void,
  appImage: string | undefined,
): Promise<Host> {
  return {
    home: openHome(config),
    secrets: await openSecrets(config, log),
    notify: (title, body) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      notification.on('click', onClick);
      notification.show();
    },
    restart: () => {
      // An AppImage is mounted anew at each start: what runs now lies in the old place.
      app.relaunch(appImage === undefined ? {} : { execPath: appImage });
      app.quit();
    },
    openLink,
  };
}
