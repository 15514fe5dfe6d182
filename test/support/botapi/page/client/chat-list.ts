import type { App } from './app.ts';
import type { Chat } from './store.ts';

/** The chats: one a person, and the group. */
export class ChatList {
  readonly #app: App;
  readonly element: HTMLElement;
  readonly #items: HTMLElement;
  readonly #top: HTMLElement;

  constructor(app: App) {
    this.#app = app;
    this.#top = app.dom.make('div', { class: 'list-top' });
    this.#items = app.dom.make('ul', { class: 'chats' });
    this.element = app.dom.make('nav', { class: 'list' }, this.#top, this.#items);
    app.store.listen((news) => {
      if (news.type !== 'all') this.render();
    });
  }

  /** Language and theme are shown anew only when they change: focus stays. */
  renderAll(): void {
    const { dom, icons, settings } = this.#app;
    this.element.setAttribute('aria-label', settings.t('chats'));
    const theme = dom.make(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'aria-label': settings.t('theme'),
        title: settings.t('theme'),
      },
      icons.get('theme'),
    );
    theme.addEventListener('click', () => settings.switchTheme());
    dom.fill(this.#top, dom.make('h2', {}, settings.t('chats')), this.#languages(), theme);
    this.render();
  }

  render(): void {
    const { dom, store } = this.#app;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.chat;
    dom.fill(this.#items, ...[...store.chats.values()].map((chat) => this.#item(chat)));
    if (focused !== undefined) {
      this.#items.querySelector<HTMLElement>(`[data-chat="${focused}"]`)?.focus();
    }
  }

  #languages(): HTMLElement {
    const { dom, settings } = this.#app;
    const names = { en: 'English', ar: 'العربية', fa: 'فارسی' };
    const options = Object.entries(names).map(([value, name]) =>
      dom.make('option', { value, selected: value === settings.language, lang: value }, name),
    );
    const select = dom.make('select', { 'aria-label': settings.t('language') }, ...options);
    select.addEventListener('change', () => {
      settings.setLanguage(select.value);
      this.#app.render();
      this.element.querySelector('select')?.focus();
    });
    return select;
  }

  #item(chat: Chat): HTMLElement {
    const { dom, settings, store, avatar } = this.#app;
    const { head } = chat;
    const last = [...chat.messages.values()].at(-1);
    const current = store.open === head.id;
    const button = dom.make(
      'button',
      {
        type: 'button',
        class: 'chat',
        'aria-current': current ? 'true' : null,
        'data-chat': head.id,
      },
      avatar({ id: head.id, name: head.title, bot: false }),
      dom.make(
        'span',
        { class: 'chat-lines' },
        dom.make(
          'span',
          { class: 'chat-line' },
          dom.make('bdi', { class: 'chat-title' }, head.title),
          last && dom.make('time', {}, settings.time(last.at)),
        ),
        dom.make(
          'span',
          { class: 'chat-line' },
          dom.make('span', { class: 'chat-last', dir: 'auto' }, this.#preview(chat)),
          chat.unread > 0 &&
            dom.make(
              'span',
              { class: 'unread', 'aria-label': settings.t('unread', { count: chat.unread }) },
              settings.number(chat.unread),
            ),
        ),
      ),
    );
    button.addEventListener('click', () => this.#app.openChat(head.id));
    return dom.make('li', {}, button);
  }

  #preview(chat: Chat): string {
    const { settings, store } = this.#app;
    if (chat.head.draft) return settings.t('typing');
    if (chat.head.action !== null) return this.#app.activity(chat.head.action);
    const last = [...chat.messages.values()].at(-1);
    if (last)
      return (
        last.text ||
        last.file?.name ||
        settings.t(last.kind === 'photo' ? 'picture' : 'message')
      ).slice(0, 120);
    const person = store.person(chat.head.id);
    if (person) return settings.pick(person.note);
    return settings.t('members', { count: settings.number(chat.head.members.length) });
  }
}
