import type { Answer } from '../../../preload/contract/answer.ts';

/** An answer with its rows, and whose it is. */
export interface RecentAnswer {
  userId: number;
  question: string;
  answer: Answer;
}

/** Cells kept of all answers together: some tens of megabytes. */
const keptCells = 400_000;

/** The last answers with their rows, for the buttons under them; the oldest give way. */
export class RecentAnswers {
  readonly #answers = new Map<number, RecentAnswer>();
  readonly #most: number;
  #cells = 0;

  constructor(most = keptCells) {
    this.#most = most;
  }

  keep(recent: RecentAnswer): void {
    const { conversationId } = recent.answer;
    this.#drop(conversationId);
    this.#answers.set(conversationId, recent);
    this.#cells += cellsOf(recent);
    for (const id of this.#answers.keys()) {
      if (this.#cells <= this.#most || id === conversationId) return;
      this.#drop(id);
    }
  }

  find(conversationId: number): RecentAnswer | null {
    return this.#answers.get(conversationId) ?? null;
  }

  #drop(conversationId: number): void {
    const known = this.#answers.get(conversationId);
    if (!known) return;
    this.#answers.delete(conversationId);
    this.#cells -= cellsOf(known);
  }
}

const cellsOf = ({ answer }: RecentAnswer): number =>
  50 + (answer.result ? answer.result.rows.length * answer.result.columns.length : 0);
