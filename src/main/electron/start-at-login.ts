import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Windows and macOS keep it themselves; Linux desktops read a file (freedesktop.org, Desktop
 * Application Autostart). `appImage` is the file an AppImage was started from.
 */
export function setStartAtLogin(openAtLogin: boolean, appImage: string | undefined): void {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin });
    return;
  }
  const folder = join(app.getPath('appData'), 'autostart');
  const file = join(folder, 'diwan.desktop');
  if (openAtLogin) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, entryFor(appImage ?? app.getPath('exe')));
  } else rmSync(file, { force: true });
}

const entryFor = (program: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Diwan',
    `Exec="${program.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
