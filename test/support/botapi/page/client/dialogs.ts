import type { App } from './app.ts';
import type { Icons } from './icons.ts';

export interface MenuItem {
  icon: keyof typeof Icons.paths;
  text: string;
  run: () => unknown;
}

/** What comes on top: toasts, alerts, menus, the picture viewer. */
export class Dialogs {
  readonly #app: App;
  readonly toasts: HTMLElement;

  constructor(app: App) {
    this.#app = app;
    this.toasts = app.dom.make('div', { class: 'toasts', role: 'status' });
  }

  toast(text: string): void {
    const toast = this.#app.dom.make('div', { class: 'toast', dir: 'auto' }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), Math.min(9_000, 3_000 + text.length * 40));
  }

  alert(text: string): void {
    const { dom } = this.#app;
    this.show(dom.make('p', { class: 'alert', dir: 'auto' }, text));
  }

  picture(src: string, name: string): void {
    const { dom, icons, settings } = this.#app;
    const image = dom.make('img', { src, alt: name });
    const save = dom.make(
      'a',
      { class: 'button', href: src, download: name },
      icons.get('download'),
      settings.t('download'),
    );
    this.show(dom.make('div', { class: 'viewer' }, image, save), 'wide');
  }

  /** A modal box with its content and a button to close it. */
  show(content: HTMLElement, look = ''): HTMLDialogElement {
    const { dom, settings } = this.#app;
    const close = dom.make('button', { type: 'button', class: 'button' }, settings.t('close'));
    const dialog = dom.make('dialog', { class: look }, content, close);
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  copy(text: string): void {
    const { settings } = this.#app;
    navigator.clipboard.writeText(text).then(
      () => this.toast(settings.t('copied')),
      (error: Error) => this.toast(settings.t('failed', { why: error.message })),
    );
  }

  /** A small menu beside its button; arrows move, Escape closes, focus goes back. */
  menu(anchor: HTMLElement, items: readonly (MenuItem | false)[]): void {
    const { dom, icons } = this.#app;
    const menu = dom.make('div', { class: 'menu', role: 'menu', popover: 'auto' });
    for (const item of items) {
      if (!item) continue;
      const run = () => {
        menu.hidePopover();
        item.run();
      };
      const props = { type: 'button', role: 'menuitem', onclick: run };
      menu.append(dom.make('button', props, icons.get(item.icon), dom.make('span', {}, item.text)));
    }
    menu.addEventListener('keydown', (event) => this.#move(menu, event));
    menu.addEventListener('toggle', ({ newState }) => {
      if (newState === 'closed') menu.remove();
    });
    document.body.append(menu);
    menu.showPopover();
    this.#place(menu, anchor);
    menu.querySelector('button')?.focus();
  }

  #place(menu: HTMLElement, anchor: HTMLElement): void {
    const box = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
    const below = box.bottom + height + 8 < innerHeight;
    menu.style.left = `${left}px`;
    menu.style.top = `${Math.max(8, below ? box.bottom + 4 : box.top - height - 4)}px`;
  }

  #move(menu: HTMLElement, event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...menu.querySelectorAll('button')];
    const at = items.findIndex((item) => item.matches(':focus'));
    items.at((at + step) % items.length)?.focus();
  }
}
