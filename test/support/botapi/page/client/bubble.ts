import type { PageButton, PageMessage } from '../model.ts';
import type { App } from './app.ts';

/** One message: who, what, buttons, time. */
export class Bubble {
  readonly #app: App;
  /** Pressed buttons that wait for the bot, by press. */
  readonly #waiting = new Map<string, HTMLElement>();

  constructor(app: App) {
    this.#app = app;
    app.store.listen((news) => {
      if (news.type === 'answer') this.#answered(news.press, news.text, news.alert);
    });
  }

  element(message: PageMessage, mine: boolean): HTMLElement {
    const { dom, settings } = this.#app;
    if (message.kind === 'joined' || message.kind === 'left') {
      const what = settings.t(message.kind, { name: message.from.name });
      return dom.make('div', { class: 'service', 'data-id': message.id }, what);
    }
    const side = mine ? 'mine' : 'theirs';
    return dom.make(
      'article',
      {
        class: `message ${side} is-${message.kind}`,
        'data-id': message.id,
        'data-from': message.from.id,
        'aria-label': `${message.from.name}, ${settings.time(message.at)}`,
      },
      this.#avatar(message),
      dom.make('div', { class: 'column' }, this.#body(message), this.#buttons(message)),
      this.#menuButton(message),
    );
  }

  #avatar(message: PageMessage): HTMLElement {
    const { dom, avatar } = this.#app;
    return dom.make('span', { class: 'who', 'aria-hidden': true }, avatar(message.from));
  }

  #body(message: PageMessage): HTMLElement {
    const { dom, settings, richText, media } = this.#app;
    const showText = message.text !== '' && message.kind !== 'sticker';
    return dom.make(
      'div',
      { class: 'bubble' },
      dom.make(
        'div',
        { class: `name c${Math.abs(message.from.id) % 6}` },
        dom.make('bdi', {}, message.from.name),
      ),
      message.forwardedFrom !== null &&
        dom.make(
          'div',
          { class: 'forwarded' },
          settings.t('forwarded', { name: message.forwardedFrom }),
        ),
      this.#reply(message),
      media.element(message),
      showText && richText.block(message.text, message.entities),
      this.#meta(message),
    );
  }

  #reply(message: PageMessage): HTMLElement | null {
    const { dom } = this.#app;
    const { reply } = message;
    if (!reply) return null;
    const show = () => this.#app.log.reveal(reply.id);
    return dom.make(
      'button',
      { type: 'button', class: 'reply', onclick: show },
      dom.make('strong', { dir: 'auto' }, reply.name),
      dom.make('span', { dir: 'auto' }, reply.text),
    );
  }

  #meta(message: PageMessage): HTMLElement {
    const { dom, settings } = this.#app;
    return dom.make(
      'span',
      { class: 'meta' },
      message.reactions.length > 0 &&
        dom.make('span', { class: 'reactions' }, message.reactions.join(' ')),
      message.edited && `${settings.t('edited')} `,
      dom.make('time', { datetime: new Date(message.at).toISOString() }, settings.time(message.at)),
    );
  }

  #buttons(message: PageMessage): HTMLElement | null {
    const { dom } = this.#app;
    if (message.buttons.length === 0) return null;
    const rows = message.buttons.map((row) =>
      dom.make('div', { class: 'row' }, ...row.map((button) => this.#button(message, button))),
    );
    return dom.make('div', { class: 'buttons' }, ...rows);
  }

  #button(message: PageMessage, button: PageButton): HTMLElement {
    const { dom, icons } = this.#app;
    const { url, copy } = button;
    const element = dom.make(
      'button',
      { type: 'button', class: `inline ${button.style}` },
      dom.make('span', { dir: 'auto' }, button.text),
      url !== undefined && icons.get('link'),
      copy !== undefined && icons.get('copy'),
    );
    element.addEventListener('click', (event) => {
      if (copy !== undefined) this.#app.dialogs.copy(copy);
      else if (url !== undefined) this.#app.openLink(url, event);
      else void this.#press(message, button.data ?? '', element);
    });
    return element;
  }

  async #press(message: PageMessage, data: string, element: HTMLElement): Promise<void> {
    const { store } = this.#app;
    const head = store.chats.get(message.chat)?.head;
    if (!head || element.classList.contains('waiting')) return;
    element.classList.add('waiting');
    const person = store.speaker(head);
    const { id } = message;
    const action = { do: 'press', chat: message.chat, person, message: id, data } as const;
    const done = await this.#app.try(() => store.act(action));
    if (done?.press === undefined) element.classList.remove('waiting');
    else {
      this.#waiting.set(done.press, element);
      // Telegram's clients also stop waiting some time when a bot stays silent.
      setTimeout(() => element.classList.remove('waiting'), 15_000);
    }
  }

  #answered(press: string, text: string, alert: boolean): void {
    this.#waiting.get(press)?.classList.remove('waiting');
    this.#waiting.delete(press);
    for (const element of document.querySelectorAll('.inline.waiting')) {
      if (![...this.#waiting.values()].includes(element as HTMLElement)) {
        element.classList.remove('waiting');
      }
    }
    if (text === '') return;
    if (alert) this.#app.dialogs.alert(text);
    else this.#app.dialogs.toast(text);
  }

  #menuButton(message: PageMessage): HTMLElement {
    const { dom, icons, settings, messageMenu } = this.#app;
    const button = dom.make(
      'button',
      {
        type: 'button',
        class: 'quiet message-menu',
        'aria-label': settings.t('more'),
        'aria-haspopup': 'menu',
      },
      icons.get('more'),
    );
    button.addEventListener('click', () => messageMenu.open(message, button));
    return button;
  }
}
