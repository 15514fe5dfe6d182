/** What the bot asked a person to write: their reply to that message is no question. */
export interface Prompt {
  messageId: number;
  conversationId: number;
  databaseId: number | null;
}

const most = 2_000;

/** The last thing asked of each person in each chat, in memory. */
export class Prompts {
  readonly #open = new Map<string, Prompt>();

  put(chat: number, userId: number, prompt: Prompt): void {
    const key = `${chat} ${userId}`;
    this.#open.delete(key);
    this.#open.set(key, prompt);
    const oldest = this.#open.keys().next();
    if (this.#open.size > most && !oldest.done) this.#open.delete(oldest.value);
  }

  /** Nothing is asked of the person there any more; false: nothing was. */
  drop(chat: number, userId: number): boolean {
    return this.#open.delete(`${chat} ${userId}`);
  }

  /** Gives it out once, to a reply to that very message. */
  take(chat: number, userId: number, repliedTo: number | undefined): Prompt | null {
    const key = `${chat} ${userId}`;
    const prompt = this.#open.get(key);
    if (!prompt || prompt.messageId !== repliedTo) return null;
    this.#open.delete(key);
    return prompt;
  }
}
