import type { PageDraft, PageMessage } from '../model.ts';
import type { App } from './app.ts';
import type { Chat } from './store.ts';

/** The open chat's messages, and what the bot is about to say. */
export class Log {
  readonly #app: App;
  readonly element: HTMLElement;
  readonly #messages: HTMLElement;
  readonly #coming: HTMLElement;
  readonly #jump: HTMLButtonElement;
  #chat: number | null = null;

  constructor(app: App) {
    const { dom, icons } = app;
    this.#app = app;
    this.#messages = dom.make('div', { class: 'messages', role: 'log' });
    this.#coming = dom.make('div', { class: 'coming' });
    this.#jump = dom.make(
      'button',
      { type: 'button', class: 'jump', hidden: true },
      icons.get('down'),
    );
    this.#jump.addEventListener('click', () => this.#toEnd('smooth'));
    const scroller = dom.make(
      'div',
      { class: 'scroller', tabindex: 0 },
      this.#messages,
      this.#coming,
    );
    scroller.addEventListener('scroll', () => {
      // Only who scrolls up leaves the end: pictures that load late do not.
      if (scroller.scrollTop < this.#top || this.#atEnd()) this.#stick = this.#atEnd();
      this.#top = scroller.scrollTop;
      this.#jump.hidden = this.#stick;
    });
    // Pictures and fonts settle later: who was at the end stays there.
    new ResizeObserver(() => {
      if (this.#stick) this.#toEnd('instant');
    }).observe(this.#messages);
    this.element = dom.make('div', { class: 'log' }, scroller, this.#jump);
  }

  #stick = true;
  /** Where the reader is, to see which way they scroll. */
  #top = 0;

  show(chat: Chat): void {
    const { settings } = this.#app;
    this.#jump.setAttribute('aria-label', settings.t('newest'));
    this.#messages.setAttribute('aria-label', settings.t('message'));
    this.#scroller.setAttribute('aria-label', settings.t('message'));
    this.#chat = chat.head.id;
    this.#messages.replaceChildren();
    this.#messages.classList.toggle('in-group', chat.head.group);
    for (const message of chat.messages.values()) this.#append(chat, message);
    if (chat.messages.size === 0) this.#messages.append(this.#empty(chat));
    this.#tails();
    this.coming(chat);
    this.#toEnd('instant');
  }

  put(chat: Chat, message: PageMessage, fresh: boolean): void {
    if (this.#chat !== chat.head.id) return;
    const old = this.#messages.querySelector(`[data-id="${message.id}"]`);
    const stay = this.#stick || this.#mine(chat, message);
    this.#messages.querySelector('.empty')?.remove();
    if (old) old.replaceWith(this.#bubble(chat, message));
    else if (fresh) this.#append(chat, message);
    this.#tails();
    if (stay) this.#toEnd('instant');
  }

  /** A deleted message leaves nothing behind, also no lonely date above it. */
  drop(chat: Chat, id: number): void {
    if (this.#chat !== chat.head.id) return;
    this.#messages.querySelector(`[data-id="${id}"]`)?.remove();
    for (const day of this.#messages.querySelectorAll('.day')) {
      const next = day.nextElementSibling;
      if (!next || next.classList.contains('day')) day.remove();
    }
    if (chat.messages.size === 0) this.#messages.append(this.#empty(chat));
    this.#tails();
  }

  /** The draft as it grows, or three dots while the bot is writing. */
  coming(chat: Chat): void {
    if (this.#chat !== chat.head.id) return;
    const { dom, store, avatar } = this.#app;
    const { draft, action } = chat.head;
    const bot = store.state?.bot;
    const stay = this.#stick;
    if (!bot || (draft === null && action === null)) this.#coming.replaceChildren();
    else {
      const who = dom.make('span', { class: 'who' }, avatar({ ...bot, bot: true }));
      const body = draft
        ? this.#draft(chat, draft)
        : dom.make('div', { class: 'bubble dots' }, this.#dots());
      dom.fill(this.#coming, dom.make('div', { class: 'message theirs tail' }, who, body));
    }
    if (stay) this.#toEnd('instant');
  }

  reveal(id: number): void {
    const message = this.#messages.querySelector(`[data-id="${id}"]`);
    message?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    message?.classList.add('flash');
    setTimeout(() => message?.classList.remove('flash'), 1500);
  }

  get #scroller(): HTMLElement {
    return this.#messages.parentElement ?? this.#messages;
  }

  #append(chat: Chat, message: PageMessage): void {
    const { dom, settings } = this.#app;
    const last = [...this.#messages.querySelectorAll<HTMLElement>('.day')].at(-1);
    if (!last || !settings.sameDay(Number(last.dataset.at), message.at)) {
      const day = dom.make('span', {}, settings.day(message.at));
      this.#messages.append(dom.make('div', { class: 'day', 'data-at': message.at }, day));
    }
    this.#messages.append(this.#bubble(chat, message));
  }

  #bubble(chat: Chat, message: PageMessage): HTMLElement {
    return this.#app.bubble.element(message, this.#mine(chat, message));
  }

  #mine(chat: Chat, message: PageMessage): boolean {
    return message.from.id === this.#app.store.speaker(chat.head);
  }

  /** Messages in a row by one sender share a name above and a face below. */
  #tails(): void {
    const all = [...this.#messages.children] as HTMLElement[];
    for (const [index, element] of all.entries()) {
      const from = element.dataset.from;
      element.classList.toggle('tail', all[index + 1]?.dataset.from !== from);
      element.classList.toggle('first', all[index - 1]?.dataset.from !== from);
    }
  }

  #empty(chat: Chat): HTMLElement {
    const { dom, settings, store, icons } = this.#app;
    const bot = store.state?.bot.username ?? '';
    const text = chat.head.group ? settings.t('emptyGroup', { bot }) : settings.t('nothing');
    const icon = dom.make('img', { src: '/page/icon.svg', alt: '', width: 64, height: 64 });
    return dom.make('div', { class: 'empty' }, icon, dom.make('p', {}, text), icons.get('down'));
  }

  #draft(chat: Chat, draft: PageDraft): HTMLElement {
    const { dom, settings, richText, store } = this.#app;
    const text = draft.text
      ? richText.block(draft.text, draft.entities)
      : dom.make('div', { class: 'text thinking' }, settings.t('thinking'));
    const { id: chatId } = chat.head;
    const stop = () => this.#app.try(() => store.act({ do: 'stop', chat: chatId, person: chatId }));
    const button = dom.make(
      'button',
      { type: 'button', class: 'inline', onclick: stop },
      settings.t('stop'),
    );
    return dom.make(
      'div',
      { class: 'column' },
      dom.make('div', { class: 'bubble draft' }, text, this.#dots()),
      draft.canStop &&
        dom.make('div', { class: 'buttons' }, dom.make('div', { class: 'row' }, button)),
    );
  }

  #dots(): HTMLElement {
    const { dom } = this.#app;
    return dom.make(
      'span',
      { class: 'three-dots', 'aria-hidden': true },
      dom.make('i'),
      dom.make('i'),
      dom.make('i'),
    );
  }

  #atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  #toEnd(behavior: ScrollBehavior): void {
    this.#stick = true;
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior });
  }
}
