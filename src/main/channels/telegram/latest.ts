const mostChats = 5_000;

/** The last message that people wrote into each chat, in memory. */
export class LatestMessages {
  readonly #latest = new Map<number, number>();

  note(chat: number, messageId: number): void {
    this.#latest.delete(chat);
    this.#latest.set(chat, messageId);
    const oldest = this.#latest.keys().next();
    if (this.#latest.size > mostChats && !oldest.done) this.#latest.delete(oldest.value);
  }

  /** Something was written after it: an answer has to say which message it belongs to. */
  isOvertaken(chat: number, messageId: number): boolean {
    const latest = this.#latest.get(chat);
    return latest !== undefined && latest > messageId;
  }
}
