/** How people in a chat meant what the bot once asked back about; in memory. */
export class Choices {
  readonly #made = new Map<string, Map<string, string>>();
  readonly #mostChats: number;

  constructor(mostChats = 5_000) {
    this.#mostChats = mostChats;
  }

  remember(chat: number, userId: number, asked: string, option: string): void {
    const key = `${chat} ${userId}`;
    const known = this.#made.get(key) ?? new Map<string, string>();
    known.set(tidy(asked), option);
    this.#made.delete(key);
    this.#made.set(key, known);
    const oldest = this.#made.keys().next();
    if (this.#made.size > this.#mostChats && !oldest.done) this.#made.delete(oldest.value);
  }

  /** The earlier choice, where it is among what is offered now. */
  recall(chat: number, userId: number, asked: string, options: readonly string[]): string | null {
    const option = this.#made.get(`${chat} ${userId}`)?.get(tidy(asked));
    return option !== undefined && options.includes(option) ? option : null;
  }

  forget(chat: number, userId: number): void {
    this.#made.delete(`${chat} ${userId}`);
  }
}

const tidy = (asked: string): string => asked.toLowerCase().replace(/\s+/g, ' ').trim();
