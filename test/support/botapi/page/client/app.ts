import type { Language, PageMessage } from '../model.ts';
import type { Parts } from '../script.ts';
import type { Strings } from '../strings.ts';
import type { News } from './store.ts';

/** The page: makes its parts, hands them to each other, puts news where it belongs. */
export class App {
  readonly dom;
  readonly icons;
  readonly settings;
  readonly store;
  readonly dialogs;
  readonly richText;
  readonly media;
  readonly bubble;
  readonly messageMenu;
  readonly log;
  readonly commands;
  readonly composer;
  readonly banner;
  readonly chatList;
  readonly chatPane;
  readonly #frame: HTMLElement;
  readonly #lost: HTMLElement;

  static start(parts: Parts, strings: Record<Language, Strings>): void {
    new App(parts, strings).store.follow();
  }

  constructor(parts: Parts, strings: Record<Language, Strings>) {
    this.dom = new parts.Dom();
    this.icons = new parts.Icons(this.dom);
    this.settings = new parts.Settings(strings);
    this.store = new parts.Store();
    this.dialogs = new parts.Dialogs(this);
    this.richText = new parts.RichText(this);
    this.media = new parts.Media(this);
    this.bubble = new parts.Bubble(this);
    this.messageMenu = new parts.MessageMenu(this);
    this.log = new parts.Log(this);
    this.commands = new parts.Commands(this);
    this.composer = new parts.Composer(this);
    this.banner = new parts.Banner(this);
    this.chatList = new parts.ChatList(this);
    this.chatPane = new parts.ChatPane(this);
    this.#lost = this.dom.make('div', { class: 'lost', role: 'status', hidden: true });
    this.#frame = this.dom.make('div', { class: 'frame' });
    document.body.append(this.#frame, this.dialogs.toasts, this.#lost);
    this.store.listen((news) => this.#hear(news));
    addEventListener('popstate', () => this.store.select(this.#asked()));
  }

  render(): void {
    const { banner, chatList, chatPane, dom, store } = this;
    this.#frame.dataset.view = store.current ? 'chat' : 'list';
    banner.render();
    chatList.renderAll();
    chatPane.render();
    if (!this.#frame.hasChildNodes()) {
      dom.fill(this.#frame, banner.element, chatList.element, chatPane.element);
    }
    document.title = this.settings.pick(store.state?.about ?? { title: 'Diwan', lines: [] }).title;
  }

  openChat(id: number | null): void {
    const address = new URL(location.href);
    if (id === null) address.searchParams.delete('chat');
    else address.searchParams.set('chat', String(id));
    history.pushState(null, '', address);
    this.store.select(id);
  }

  say(text: string, replyTo?: number): void {
    const head = this.store.current?.head;
    if (!head) return;
    const where = { chat: head.id, person: this.store.speaker(head) };
    const reply = replyTo === undefined ? {} : { replyTo };
    this.commands.hide();
    void this.try(() => this.store.act({ do: 'send', ...where, text, ...reply }));
  }

  change(message: PageMessage, text: string): void {
    const { chat, id, from } = message;
    void this.try(() => this.store.act({ do: 'edit', chat, person: from.id, message: id, text }));
  }

  /** Links into the bot stay here: `t.me/<bot>?start=…` is sent by whom one chooses. */
  openLink(address: string, event: Event): void {
    const bot = this.store.state?.bot.username ?? '';
    const start = new RegExp(
      `^(?:https?://t\\.me/|tg://resolve\\?domain=)${bot}[?&]start=([\\w-]+)`,
      'i',
    );
    const code = start.exec(address)?.[1];
    if (code !== undefined) {
      event.preventDefault();
      this.#startAs(code, event.target as HTMLElement);
    } else if (!(event.currentTarget instanceof HTMLAnchorElement) && /^https?:/.test(address)) {
      open(address, '_blank', 'noopener,noreferrer');
    }
  }

  /** Runs what may fail; a failure is told, not thrown. */
  async try<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.dialogs.toast(this.settings.t('failed', { why }));
      return null;
    }
  }

  /** A face: the bot's star, or a person's first letter on a colour of their own. */
  readonly avatar = ({
    id,
    name,
    bot,
  }: {
    id: number;
    name: string;
    bot: boolean;
  }): HTMLElement => {
    if (bot) {
      return this.dom.make('img', {
        class: 'avatar',
        src: '/page/icon.svg',
        alt: '',
        width: 40,
        height: 40,
      });
    }
    const letter = [...name][0] ?? '?';
    const look = `avatar letter c${Math.abs(id) % 6}`;
    return this.dom.make('span', { class: look, 'aria-hidden': true }, letter.toUpperCase());
  };

  activity(action: string): string {
    const known = action === 'upload_photo' || action === 'upload_document' ? action : 'typing';
    return this.settings.t(known);
  }

  #startAs(code: string, anchor: HTMLElement): void {
    const people = this.store.state?.people ?? [];
    this.dialogs.menu(
      anchor,
      people.map((person) => ({
        icon: 'link' as const,
        text: `${this.settings.t('openAs')} ${person.name}`,
        run: () => {
          this.openChat(person.id);
          this.say(`/start ${code}`);
        },
      })),
    );
  }

  #hear(news: News): void {
    if (news.type === 'lost') {
      this.#lost.hidden = !news.lost;
      this.#lost.textContent = this.settings.t('lost');
    } else if (news.type === 'all') {
      if (this.store.open === null && !this.#frame.hasChildNodes()) this.store.open = this.#first();
      this.render();
    } else if (news.type === 'chat') {
      this.chatPane.status(news.chat);
      this.log.coming(news.chat);
      if (news.chat.head.id === this.store.open) this.composer.refresh(news.chat);
    } else if (news.type === 'message') this.#put(news);
    else if (news.type === 'gone') this.log.drop(news.chat, news.id);
  }

  #put({ chat, message, fresh }: Extract<News, { type: 'message' }>): void {
    this.log.put(chat, message, fresh);
    if (chat.head.id !== this.store.open) return;
    this.composer.refresh(chat);
    if (fresh && message.wantsReply) this.composer.replyTo(message);
  }

  #asked(): number | null {
    const asked = new URLSearchParams(location.search).get('chat');
    return asked === null ? null : Number(asked);
  }

  /** On a wide screen the first chat is open at once; on a phone one starts with the list. */
  #first(): number | null {
    const asked = this.#asked();
    if (asked !== null || !matchMedia('(min-width: 800px)').matches) return asked;
    return [...this.store.chats.keys()][0] ?? null;
  }
}
