import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../preload/contract/answer.ts';
import { say } from '../lib/i18n.ts';

/** The application's menu; roles bring each system's own accelerators. */
export function setMenu(language: Language, quit: () => void): void {
  const text = (key: string) => say(language, `desktop.${key}`);
  const template: MenuItemConstructorOptions[] = [
    {
      label: 'Diwan',
      submenu: [
        { role: 'hide', visible: process.platform === 'darwin' },
        { label: text('quit'), accelerator: 'CmdOrCtrl+Q', click: quit },
      ],
    },
    { role: 'editMenu', label: text('edit') },
    {
      label: text('view'),
      submenu: [
        { role: 'reload', label: text('reload') },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
