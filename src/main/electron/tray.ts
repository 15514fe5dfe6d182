import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Language } from '../../preload/contract/answer.ts';
import { say } from '../lib/i18n.ts';

export interface TrayActions {
  language(): Language;
  open(): void;
  paused(): boolean;
  /** Stops the bot answering, or lets it answer again. */
  setPaused(paused: boolean): Promise<void>;
  quit(): void;
}

export interface AppTray {
  /** Puts its menu up anew: in another language, or after the bot was paused. */
  refresh(): void;
  destroy(): void;
}

/** The tray's icon and menu: open, pause the bot, quit. */
export function createTray(icon: string, actions: TrayActions): AppTray {
  const tray = new Tray(nativeImage.createFromPath(icon));
  const text = (key: string) => say(actions.language(), `desktop.${key}`);
  const items = (): MenuItemConstructorOptions[] => [
    { label: text('open'), click: () => actions.open() },
    {
      label: text(actions.paused() ? 'resume' : 'pause'),
      click: () => void actions.setPaused(!actions.paused()).then(refresh),
    },
    { type: 'separator' },
    { label: text('quit'), click: () => actions.quit() },
  ];
  const refresh = () => tray.setContextMenu(Menu.buildFromTemplate(items()));
  tray.setToolTip('Diwan');
  tray.on('click', () => actions.open());
  return { refresh, destroy: () => tray.destroy() };
}
