import type { MessageEntity } from 'grammy/types';
import type { App } from './app.ts';

/** Telegram's formatted text as elements; every letter of it goes in as text. */
export class RichText {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Text directions are settled line by line, as in Telegram's clients. */
  block(text: string, entities: readonly MessageEntity[]): HTMLElement {
    const element = this.#app.dom.make('div', { class: 'text', dir: 'auto' });
    const ordered = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
    this.#write(element, text, { from: 0, to: text.length }, ordered);
    return element;
  }

  #write(
    into: HTMLElement,
    text: string,
    { from, to }: { from: number; to: number },
    entities: readonly MessageEntity[],
  ): void {
    let at = from;
    let afterBlock = false;
    for (const [index, entity] of entities.entries()) {
      if (entity.offset < at || entity.offset >= to) continue;
      const end = Math.min(to, entity.offset + entity.length);
      const isBlock = /pre|quote/.test(entity.type);
      this.#plain(into, text.slice(at, entity.offset), afterBlock, isBlock);
      const element = this.#element(entity, text.slice(entity.offset, end));
      const inner = entities.slice(index + 1).filter(({ offset }) => offset < end);
      const target = element.querySelector<HTMLElement>('[data-inside]') ?? element;
      this.#write(target, text, { from: entity.offset, to: end }, inner);
      into.append(element);
      at = end;
      afterBlock = isBlock;
    }
    this.#plain(into, text.slice(at, to), afterBlock, false);
  }

  /** A line break beside a block is the block's own: shown, it would be an empty line. */
  #plain(into: HTMLElement, text: string, afterBlock: boolean, beforeBlock: boolean): void {
    const start = afterBlock ? text.replace(/^\n/, '') : text;
    const whole = beforeBlock ? start.replace(/\n$/, '') : start;
    if (whole !== '') into.append(whole);
  }

  #element(entity: MessageEntity, text: string): HTMLElement {
    const { dom } = this.#app;
    switch (entity.type) {
      case 'bold':
        return dom.make('strong');
      case 'italic':
        return dom.make('em');
      case 'underline':
        return dom.make('u');
      case 'strikethrough':
        return dom.make('s');
      case 'code':
        return this.#code(text);
      case 'pre':
        return this.#pre(text, entity.language);
      case 'spoiler':
        return this.#spoiler();
      case 'blockquote':
        return dom.make('blockquote', { dir: 'auto' });
      case 'expandable_blockquote':
        return this.#expandable();
      default:
        return this.#link(entity, text);
    }
  }

  #code(text: string): HTMLElement {
    const { dom, settings } = this.#app;
    const copy = () => this.#app.dialogs.copy(text);
    return dom.make('code', { onclick: copy, title: settings.t('copy') });
  }

  #pre(text: string, language = ''): HTMLElement {
    const { dom, icons, settings } = this.#app;
    const copy = dom.make(
      'button',
      {
        class: 'quiet',
        type: 'button',
        'aria-label': settings.t('copy'),
        onclick: () => this.#app.dialogs.copy(text),
      },
      icons.get('copy'),
    );
    const body = dom.make('code', { 'data-inside': true });
    const pre = dom.make('pre', { tabindex: 0, dir: 'auto' }, body);
    return dom.make(
      'div',
      { class: language === '' ? 'code bare' : 'code' },
      dom.make('div', { class: 'code-head' }, dom.make('span', {}, language), copy),
      pre,
    );
  }

  #spoiler(): HTMLElement {
    const { dom, settings } = this.#app;
    const label = settings.t('hidden');
    const inside = dom.make('span', { 'data-inside': true, 'aria-hidden': true });
    const spoiler = dom.make(
      'span',
      { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': label },
      inside,
    );
    const reveal = () => {
      for (const name of ['role', 'tabindex', 'aria-label']) spoiler.removeAttribute(name);
      inside.removeAttribute('aria-hidden');
      spoiler.classList.add('shown');
    };
    spoiler.addEventListener('click', reveal);
    spoiler.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' || key === ' ') reveal();
    });
    return spoiler;
  }

  /** Three lines and a button; the button goes where three lines are enough. */
  #expandable(): HTMLElement {
    const { dom, icons, settings } = this.#app;
    const inside = dom.make('div', { 'data-inside': true, class: 'folded' });
    const button = dom.make(
      'button',
      {
        type: 'button',
        class: 'fold',
        'aria-expanded': 'false',
        'aria-label': settings.t('showMore'),
      },
      icons.get('chevron'),
    );
    const quote = dom.make('blockquote', { class: 'expandable', dir: 'auto' }, inside, button);
    button.addEventListener('click', () => {
      const open = inside.classList.toggle('folded') === false;
      button.setAttribute('aria-expanded', String(open));
      button.setAttribute('aria-label', settings.t(open ? 'showLess' : 'showMore'));
    });
    requestAnimationFrame(() => {
      button.hidden = inside.isConnected && inside.scrollHeight <= inside.clientHeight + 2;
    });
    return quote;
  }

  #link(entity: MessageEntity, text: string): HTMLElement {
    const { dom } = this.#app;
    if (entity.type === 'bot_command') {
      const send = () => this.#app.say(text);
      return dom.make('button', { type: 'button', class: 'link', onclick: send });
    }
    const address = this.#address(entity, text);
    if (address === null) return dom.make('span', { class: 'mention' });
    const open = (event: Event) => this.#app.openLink(address, event);
    return dom.make('a', {
      href: address,
      target: '_blank',
      rel: 'noopener noreferrer',
      onclick: open,
    });
  }

  #address(entity: MessageEntity, text: string): string | null {
    if (entity.type === 'email') return `mailto:${text}`;
    if (entity.type === 'url') return /^https?:/i.test(text) ? text : `http://${text}`;
    const given = entity.type === 'text_link' ? entity.url : '';
    return /^(https?|mailto|tel):/i.test(given) ? given : null;
  }
}
