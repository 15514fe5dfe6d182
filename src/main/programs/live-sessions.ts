import type { Message } from '../model/model.ts';
import type { Session } from './sessions.ts';

/** A session in use and its newest messages, as the store has them. */
interface Live {
  session: Session;
  /** Oldest first; null until they are asked for. */
  messages: Message[] | null;
  /** How many were asked for at most. */
  most: number;
  /** Since its turn to be forgotten last came. */
  used: boolean;
}

const sessionsKept = 2_000;
const charactersKept = 4_000_000;

/**
 * The sessions in use: what the next question of each needs is not read again. The store stays the
 * truth, and what changes there in another way than by an exchange is forgotten here.
 */
export class LiveSessions {
  readonly #kept = new Map<string, Live>();
  #characters = 0;

  find(key: string): Session | undefined {
    const live = this.#kept.get(key);
    if (live) live.used = true;
    return live?.session;
  }

  keep(key: string, session: Session): void {
    this.forget(key);
    this.#kept.set(key, { session, messages: null, most: 0, used: true });
    this.#makeRoom();
  }

  /** The newest messages, by `read` where they are not known here. */
  history(key: string, session: Session, most: number, read: () => Message[]): Message[] {
    const live = this.#same(key, session);
    if (!live) return read();
    if (live.messages === null || live.most < most) {
      this.#set(live, read());
      live.most = most;
    }
    return live.messages?.slice(-most) ?? [];
  }

  /** What was said is on the disk. */
  said(key: string, session: Session, messages: readonly Message[], total: number): void {
    const live = this.#same(key, session);
    if (!live) return;
    live.session.totalMessageCount = total;
    if (live.messages) this.#set(live, [...live.messages, ...messages].slice(-live.most));
  }

  forget(key: string): void {
    const live = this.#kept.get(key);
    if (!live) return;
    this.#characters -= lengthOf(live.messages);
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#characters = 0;
  }

  /** The oldest go first; those in use get a second turn. */
  #makeRoom(): void {
    for (const [key, live] of this.#kept) {
      if (this.#kept.size <= sessionsKept && this.#characters <= charactersKept) return;
      if (!live.used) this.forget(key);
      else {
        live.used = false;
        this.#kept.delete(key);
        this.#kept.set(key, live);
      }
    }
  }

  /** Another one by now: `/clear` came in between. */
  #same(key: string, session: Session): Live | null {
    const live = this.#kept.get(key);
    return live?.session === session ? live : null;
  }

  #set(live: Live, messages: Message[]): void {
    this.#characters += lengthOf(messages) - lengthOf(live.messages);
    live.messages = messages;
  }
}

const lengthOf = (messages: readonly Message[] | null): number =>
  messages?.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
