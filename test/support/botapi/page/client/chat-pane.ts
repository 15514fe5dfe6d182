import type { App } from './app.ts';
import type { Chat, Head } from './store.ts';

/** The open chat: its head, its messages, the line to write in. */
export class ChatPane {
  readonly #app: App;
  readonly element: HTMLElement;
  readonly #head: HTMLElement;
  readonly #status: HTMLElement;

  constructor(app: App) {
    const { dom } = app;
    this.#app = app;
    this.#status = dom.make('span', { class: 'status', role: 'status' });
    this.#head = dom.make('div', { class: 'chat-head' });
    this.element = dom.make('main', { class: 'pane' });
  }

  render(): void {
    const { dom, settings, store, log, composer } = this.#app;
    const chat = store.current;
    if (!chat) {
      dom.fill(this.element, dom.make('p', { class: 'pick' }, settings.t('pick')));
      return;
    }
    this.#renderHead(chat.head);
    dom.fill(this.element, this.#head, log.element, composer.element);
    log.show(chat);
    composer.show(chat);
    this.status(chat);
  }

  /** What the bot is doing, or who is there. */
  status(chat: Chat): void {
    if (this.#app.store.open !== chat.head.id) return;
    const { settings, store } = this.#app;
    const { action, draft, group, members } = chat.head;
    const person = store.person(chat.head.id);
    const rest = group
      ? settings.t('members', { count: settings.number(members.length) })
      : `\u2066@${store.state?.bot.username ?? ''}\u2069${person ? ` · ${settings.pick(person.note)}` : ''}`;
    const busy = draft ? settings.t('typing') : action === null ? '' : this.#app.activity(action);
    this.#status.textContent = busy || rest;
    this.#status.classList.toggle('busy', busy !== '');
  }

  #renderHead(head: Head): void {
    const { dom, icons, settings, store, avatar } = this.#app;
    const back = dom.make(
      'button',
      { type: 'button', class: 'quiet back', 'aria-label': settings.t('back') },
      icons.get('back'),
    );
    back.addEventListener('click', () => this.#app.openChat(null));
    const bot = store.state?.bot ?? { id: 0, name: '' };
    const face = head.group ? { id: head.id, name: head.title, bot: false } : { ...bot, bot: true };
    dom.fill(
      this.#head,
      back,
      avatar(face),
      dom.make(
        'div',
        { class: 'chat-lines' },
        dom.make('h2', {}, dom.make('bdi', {}, face.name), !head.group && this.#as(head)),
        this.#status,
      ),
      head.group ? this.#speaker(head) : this.#more(head),
    );
  }

  #as(head: Head): HTMLElement {
    return this.#app.dom.make('bdi', { class: 'as' }, head.title);
  }

  /** In a group one chooses for whom one writes. */
  #speaker(head: Head): HTMLElement {
    const { dom, settings, store } = this.#app;
    const options = head.members.map((id) =>
      dom.make(
        'option',
        { value: id, selected: id === store.speaker(head) },
        store.person(id)?.name ?? String(id),
      ),
    );
    const select = dom.make('select', { 'aria-label': settings.t('writeAs') }, ...options);
    select.addEventListener('change', () => {
      store.setSpeaker(head, Number(select.value));
      this.#head.querySelector('select')?.focus();
    });
    return dom.make(
      'label',
      { class: 'write-as' },
      dom.make('span', {}, settings.t('writeAs')),
      select,
    );
  }

  #more(head: Head): HTMLElement {
    const { dom, icons, settings, store, dialogs } = this.#app;
    const label = settings.t('more');
    const button = dom.make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': label, 'aria-haspopup': 'menu' },
      icons.get('more'),
    );
    const what = head.blocked ? 'unblock' : 'block';
    const run = () => this.#app.try(() => store.act({ do: what, chat: head.id, person: head.id }));
    button.addEventListener('click', () =>
      dialogs.menu(button, [{ icon: 'block', text: settings.t(what), run }]),
    );
    return button;
  }
}
