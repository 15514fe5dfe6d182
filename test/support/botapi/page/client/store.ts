import type {
  PageAction,
  PageChat,
  PageEvent,
  PageMessage,
  PagePerson,
  PageState,
} from '../model.ts';

export type Head = Omit<PageChat, 'messages'>;
export interface Chat {
  head: Head;
  readonly messages: Map<number, PageMessage>;
  unread: number;
}
export type News =
  | { type: 'all' }
  | { type: 'lost'; lost: boolean }
  | { type: 'chat'; chat: Chat }
  | { type: 'message'; chat: Chat; message: PageMessage; fresh: boolean }
  | { type: 'gone'; chat: Chat; id: number }
  | { type: 'answer'; press: string; text: string; alert: boolean };

/** What the page knows, kept current by the server's events; acts on the server. */
export class Store {
  state: PageState | null = null;
  readonly chats = new Map<number, Chat>();
  open: number | null = null;
  /** Who writes in a group, by chat. */
  readonly #speakers = new Map<number, number>();
  readonly #listeners = new Set<(news: News) => void>();
  #early: PageEvent[] | null = null;
  readonly #fading = new Map<number, ReturnType<typeof setTimeout>>();

  listen(listener: (news: News) => void): void {
    this.#listeners.add(listener);
  }

  get current(): Chat | null {
    return this.open === null ? null : (this.chats.get(this.open) ?? null);
  }

  person(id: number): PagePerson | undefined {
    return this.state?.people.find((person) => person.id === id);
  }

  speaker(chat: Head): number {
    return this.#speakers.get(chat.id) ?? chat.members[0] ?? chat.id;
  }

  setSpeaker(chat: Head, person: number): void {
    this.#speakers.set(chat.id, person);
    this.#tell({ type: 'all' });
  }

  select(id: number | null): void {
    this.open = id;
    if (this.current) this.current.unread = 0;
    this.#tell({ type: 'all' });
  }

  /** Events that come while the state is on its way are kept and played after it. */
  follow(): void {
    const source = new EventSource('/page/events');
    source.onmessage = ({ data }) => {
      const event: PageEvent = JSON.parse(data);
      if (event.type === 'hello') void this.#load();
      else if (this.#early) this.#early.push(event);
      else this.#apply(event);
    };
    source.onerror = () => this.#tell({ type: 'lost', lost: true });
  }

  async act(action: PageAction): Promise<{ press?: string }> {
    const body = JSON.stringify(action);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/page/act', { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  }

  async upload(chat: number, person: number, file: File): Promise<void> {
    const query = new URLSearchParams({
      chat: String(chat),
      person: String(person),
      name: file.name,
    });
    const answer = await fetch(`/page/upload?${query}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async #load(): Promise<void> {
    this.#early = [];
    const answer = await fetch('/page/state');
    const state: PageState = await answer.json();
    this.state = state;
    for (const { messages, ...head } of state.chats) {
      const unread = this.chats.get(head.id)?.unread ?? 0;
      const byId = new Map(messages.map((message) => [message.id, message]));
      this.chats.set(head.id, { head, messages: byId, unread });
      this.#fade(head);
    }
    const early = this.#early;
    this.#early = null;
    this.#tell({ type: 'lost', lost: false });
    this.#tell({ type: 'all' });
    for (const event of early) this.#apply(event);
  }

  #apply(event: PageEvent): void {
    if (event.type === 'hello') return;
    if (event.type === 'answer') this.#tell(event);
    else if (event.type === 'chat') this.#applyHead(event.chat);
    else this.#applyMessage(event);
  }

  #applyMessage(event: Extract<PageEvent, { type: 'message' | 'gone' }>): void {
    const id = event.type === 'gone' ? event.chat : event.message.chat;
    const chat = this.chats.get(id);
    if (!chat) return;
    if (event.type === 'gone') {
      chat.messages.delete(event.id);
      this.#tell({ type: 'gone', chat, id: event.id });
      return;
    }
    const fresh = !chat.messages.has(event.message.id);
    chat.messages.set(event.message.id, event.message);
    if (fresh && event.message.from.bot && id !== this.open) chat.unread += 1;
    this.#tell({ type: 'message', chat, message: event.message, fresh });
  }

  #applyHead(head: Head): void {
    const chat = this.chats.get(head.id);
    if (!chat) {
      this.chats.set(head.id, { head, messages: new Map(), unread: 0 });
      this.#tell({ type: 'all' });
      return;
    }
    chat.head = head;
    this.#fade(head);
    this.#tell({ type: 'chat', chat });
  }

  /** Typing lasts five seconds and a draft thirty unless they are said again. */
  #fade(head: Head): void {
    clearTimeout(this.#fading.get(head.id));
    if (head.action === null && head.draft === null) return;
    const fade = () => {
      const chat = this.chats.get(head.id);
      if (!chat) return;
      chat.head = { ...chat.head, action: null, draft: null };
      this.#tell({ type: 'chat', chat });
    };
    this.#fading.set(head.id, setTimeout(fade, head.draft ? 30_000 : 5_000));
  }

  #tell(news: News): void {
    for (const listener of this.#listeners) listener(news);
  }
}
