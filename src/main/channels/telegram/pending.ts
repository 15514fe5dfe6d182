/** A question that waits for a choice: which database, or which reading of it. */
export interface PendingQuestion {
  userId: number;
  text: string;
  requestKey: string;
  messageId: number;
}

const most = 5_000;

/** The last question of each person in each chat that could not be asked yet. */
export class PendingQuestions {
  readonly #waiting = new Map<string, PendingQuestion>();

  put(chat: number, question: PendingQuestion): void {
    const key = `${chat} ${question.userId}`;
    this.#waiting.delete(key);
    this.#waiting.set(key, question);
    const oldest = this.#waiting.keys().next();
    if (this.#waiting.size > most && !oldest.done) this.#waiting.delete(oldest.value);
  }

  /** Gives it out once. */
  take(chat: number, userId: number): PendingQuestion | null {
    const key = `${chat} ${userId}`;
    const found = this.#waiting.get(key) ?? null;
    this.#waiting.delete(key);
    return found;
  }
}
