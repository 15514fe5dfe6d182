import type { App } from './app.ts';
import type { Chat } from './store.ts';

/** The command menu above the composer: by its button, or as soon as a text starts with a slash. */
export class Commands {
  readonly #app: App;
  readonly element: HTMLElement;
  #chosen = -1;

  constructor(app: App) {
    this.#app = app;
    this.element = app.dom.make('div', {
      class: 'commands',
      role: 'listbox',
      id: 'commands',
      hidden: true,
    });
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  show(chat: Chat, typed: string): void {
    const { dom, settings, store } = this.#app;
    const menu = chat.head.menus[store.speaker(chat.head)] ?? [];
    const fitting = menu.filter(({ command }) => command.startsWith(typed.slice(1)));
    this.#chosen = -1;
    this.element.setAttribute('aria-label', settings.t('commands'));
    const rows = fitting.map(({ command, description }, index) => {
      const run = () => this.#app.say(`/${command}`);
      return dom.make(
        'div',
        {
          role: 'option',
          id: `command-${index}`,
          'data-command': command,
          'aria-selected': 'false',
          onclick: run,
        },
        dom.make('b', { dir: 'ltr' }, `/${command}`),
        dom.make('span', { dir: 'auto' }, description),
      );
    });
    dom.fill(this.element, ...rows);
    this.element.hidden = rows.length === 0;
  }

  hide(): void {
    this.element.hidden = true;
    this.#chosen = -1;
  }

  /** Arrows choose, Escape closes. The id of the chosen row, for aria-activedescendant. */
  key(key: string): string | null {
    const rows = [...this.element.children];
    if (key === 'Escape') this.hide();
    else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      this.#chosen = (this.#chosen + step + rows.length) % rows.length;
    } else return null;
    for (const [index, row] of rows.entries()) {
      row.setAttribute('aria-selected', String(index === this.#chosen));
    }
    rows[this.#chosen]?.scrollIntoView({ block: 'nearest' });
    return rows[this.#chosen]?.id ?? '';
  }

  get chosen(): string | null {
    const row = this.element.children[this.#chosen];
    return row instanceof HTMLElement ? `/${row.dataset.command}` : null;
  }
}
