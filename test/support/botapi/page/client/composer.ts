import type { PageMessage } from '../model.ts';
import type { App } from './app.ts';
import type { Chat } from './store.ts';

/** The line to write in: text, replies, edits, files, commands, suggested questions. */
export class Composer {
  readonly #app: App;
  readonly element: HTMLElement;
  readonly #input: HTMLTextAreaElement;
  readonly #bar: HTMLElement;
  readonly #chips: HTMLElement;
  readonly #row: HTMLElement;
  readonly #file: HTMLInputElement;
  #about: { message: PageMessage; how: 'reply' | 'edit' } | null = null;

  constructor(app: App) {
    const { dom, commands } = app;
    this.#app = app;
    this.#input = dom.make('textarea', {
      rows: 1,
      dir: 'auto',
      autocomplete: 'off',
      enterkeyhint: 'send',
    });
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#file = dom.make('input', { type: 'file', hidden: true });
    this.#file.addEventListener('change', () => this.#upload());
    this.#bar = dom.make('div', { class: 'about-message', hidden: true });
    this.#chips = dom.make('div', { class: 'chips' });
    this.#row = dom.make('div', { class: 'composer-row' });
    this.element = dom.make(
      'div',
      { class: 'composer' },
      this.#chips,
      this.#bar,
      commands.element,
      this.#row,
    );
  }

  show(chat: Chat): void {
    this.refresh(chat);
    this.#leave();
    this.#typed();
    // On a phone the keyboard would cover what was opened.
    if (matchMedia('(min-width: 800px)').matches && document.activeElement === document.body) {
      this.#input.focus();
    }
  }

  /** Start, unblock or write, as the chat stands. */
  refresh(chat: Chat): void {
    const { dom, settings, store } = this.#app;
    const { head, messages } = chat;
    if (head.blocked) {
      const run = () =>
        this.#app.try(() => store.act({ do: 'unblock', chat: head.id, person: head.id }));
      dom.fill(this.#row, dom.make('p', {}, settings.t('blocked')), this.#big('unblock', run));
    } else if (messages.size === 0 && !head.group) {
      dom.fill(
        this.#row,
        this.#big('start', () => this.#app.say('/start')),
      );
    } else if (!this.#row.contains(this.#input)) this.#writable();
    this.#label();
    this.#suggest(chat);
  }

  replyTo(message: PageMessage): void {
    this.#about = { message, how: 'reply' };
    this.#showBar();
  }

  edit(message: PageMessage): void {
    this.#about = { message, how: 'edit' };
    this.#input.value = message.text;
    this.#showBar();
    this.#typed();
  }

  #writable(): void {
    const { dom } = this.#app;
    const attach = this.#icon('attach', () => this.#attach(attach));
    dom.fill(
      this.#row,
      this.#icon('slash', () => this.#toggleCommands()),
      this.#input,
      this.#file,
      attach,
      this.#icon('send', () => this.#send()),
    );
  }

  #label(): void {
    const { settings } = this.#app;
    this.#input.setAttribute('aria-label', settings.t('message'));
    this.#input.setAttribute('placeholder', settings.t('message'));
    this.#file.setAttribute('aria-label', settings.t('file'));
    const names = { slash: 'commands', attach: 'attach', send: 'send' } as const;
    for (const button of this.#row.querySelectorAll<HTMLElement>('[data-icon]')) {
      const label = settings.t(names[button.dataset.icon as keyof typeof names]);
      button.setAttribute('aria-label', label);
      button.title = label;
    }
  }

  #big(key: 'start' | 'unblock', run: () => unknown): HTMLElement {
    const { dom, settings } = this.#app;
    return dom.make('button', { type: 'button', class: 'big', onclick: run }, settings.t(key));
  }

  #icon(icon: 'slash' | 'attach' | 'send', run: () => unknown): HTMLElement {
    const { dom, icons } = this.#app;
    const props = { type: 'button', class: `quiet ${icon}`, 'data-icon': icon, onclick: run };
    return dom.make('button', props, icons.get(icon));
  }

  #suggest(chat: Chat): void {
    const { dom, settings, store } = this.#app;
    const person = store.person(store.speaker(chat.head));
    const asked = new Set([...chat.messages.values()].map(({ text }) => text));
    const left = (person?.suggestions ?? []).filter(
      (text) => !asked.has(this.#addressed(chat, text)),
    );
    const hidden = left.length === 0 || chat.head.blocked || chat.messages.size === 0;
    this.#chips.hidden = hidden;
    if (hidden) return;
    const chips = left.slice(0, 6).map((text) => {
      const ask = () => this.#app.say(this.#addressed(chat, text));
      return dom.make('button', { type: 'button', class: 'chip', dir: 'auto', onclick: ask }, text);
    });
    dom.fill(this.#chips, dom.make('span', { class: 'try' }, settings.t('tryAsking')), ...chips);
  }

  /** In a group the bot hears only what is meant for it. */
  #addressed(chat: Chat, text: string): string {
    return chat.head.group ? `@${this.#app.store.state?.bot.username ?? ''} ${text}` : text;
  }

  #showBar(): void {
    const { dom, icons, settings } = this.#app;
    if (!this.#about) return;
    const { message, how } = this.#about;
    const what =
      how === 'edit'
        ? settings.t('editing')
        : settings.t('replyingTo', { name: message.from.name });
    const cancel = dom.make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': settings.t('cancel') },
      icons.get('close'),
    );
    cancel.addEventListener('click', () => this.#leave());
    const text = dom.make('span', { dir: 'auto' }, message.text || message.file?.name || '');
    dom.fill(
      this.#bar,
      icons.get(how),
      dom.make('div', {}, dom.make('strong', {}, what), text),
      cancel,
    );
    this.#bar.hidden = false;
    this.#input.focus();
  }

  #leave(): void {
    if (this.#about?.how === 'edit') this.#input.value = '';
    this.#about = null;
    this.#bar.hidden = true;
  }

  #typed(): void {
    const { store, commands } = this.#app;
    const text = this.#input.value;
    if (store.current && /^\/\w*$/.test(text)) commands.show(store.current, text);
    else commands.hide();
  }

  #key(event: KeyboardEvent): void {
    const { commands } = this.#app;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send(commands.chosen ?? this.#input.value);
    } else if (commands.open) {
      const chosen = commands.key(event.key);
      if (chosen === null) return;
      event.preventDefault();
      this.#input.setAttribute('aria-activedescendant', chosen);
    } else if (event.key === 'Escape') this.#leave();
  }

  #toggleCommands(): void {
    const { commands, store } = this.#app;
    if (commands.open) commands.hide();
    else if (store.current) commands.show(store.current, '/');
  }

  #attach(anchor: HTMLElement): void {
    const { dialogs, settings, store } = this.#app;
    const chat = store.current?.head;
    if (!chat) return;
    const where = { chat: chat.id, person: store.speaker(chat) };
    const send = (what: 'sticker' | 'voice') => () =>
      this.#app.try(() => store.act({ do: what, ...where }));
    dialogs.menu(anchor, [
      { icon: 'file', text: settings.t('file'), run: () => this.#file.click() },
      { icon: 'sticker', text: settings.t('sticker'), run: send('sticker') },
      { icon: 'voice', text: settings.t('voice'), run: send('voice') },
    ]);
  }

  #upload(): void {
    const { store } = this.#app;
    const chat = store.current?.head;
    const [file] = this.#file.files ?? [];
    if (chat && file) void this.#app.try(() => store.upload(chat.id, store.speaker(chat), file));
    this.#file.value = '';
  }

  #send(text = this.#input.value): void {
    const about = this.#about;
    if (text.trim() === '') return;
    this.#input.value = '';
    if (about?.how === 'edit') this.#app.change(about.message, text);
    else this.#app.say(text, about?.message.id);
    this.#leave();
    this.#typed();
    this.#input.focus();
  }
}
