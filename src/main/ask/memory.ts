import type { Clock } from '../lib/clock.ts';
import type { Message } from '../model/model.ts';

interface Chat {
  messages: Message[];
  touchedAt: number;
}

/** The last conversations of each chat, in memory, with a sliding life. */
export class Memory {
  readonly #chats = new Map<string, Chat>();
  readonly #clock: Clock;
  readonly #maxMessages: number;
  readonly #lifeMs: number;

  constructor(clock: Clock, maxConversations = 5, lifeMs = 5 * 60_000) {
    this.#clock = clock;
    this.#maxMessages = maxConversations * 2;
    this.#lifeMs = lifeMs;
  }

  recall(chat: string): readonly Message[] {
    return this.#alive(chat)?.messages ?? [];
  }

  remember(chat: string, question: string, answer: string): void {
    const before = this.#alive(chat)?.messages ?? [];
    const messages = [...before, user(question), assistant(answer)].slice(-this.#maxMessages);
    // Deleted first, so that the map's order is that of the last use.
    this.#chats.delete(chat);
    this.#chats.set(chat, { messages, touchedAt: this.#clock.monotonic() });
    this.#forgetOld();
  }

  forget(chat: string): void {
    this.#chats.delete(chat);
  }

  /** Every chat whose key begins so. */
  forgetAll(start: string): void {
    for (const key of this.#chats.keys()) if (key.startsWith(start)) this.#chats.delete(key);
  }

  #alive(chat: string): Chat | undefined {
    const found = this.#chats.get(chat);
    if (!found) return undefined;
    const now = this.#clock.monotonic();
    if (now - found.touchedAt > this.#lifeMs) {
      this.#chats.delete(chat);
      return undefined;
    }
    found.touchedAt = now;
    return found;
  }

  #forgetOld(): void {
    const now = this.#clock.monotonic();
    for (const [key, chat] of this.#chats) {
      if (now - chat.touchedAt <= this.#lifeMs) return;
      this.#chats.delete(key);
    }
  }
}

const user = (text: string): Message => ({ role: 'user', text });
const assistant = (text: string): Message => ({ role: 'assistant', text });
