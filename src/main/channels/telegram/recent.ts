import type { Answer } from '../../../preload/contract/answer.ts';

/** An answer with its rows, and whose it is. */
export interface RecentAnswer {
  userId: number;
  question: string;
  answer: Answer;
}

/** What buttons send as a message of its own, once into a chat. */
export type SentPart = 'chart' | 'xlsx' | 'csv';

/** Cells kept of all answers together: some tens of megabytes. */
const keptCells = 400_000;

/** The last answers with their rows, for the buttons under them; the oldest give way. */
export class RecentAnswers {
  readonly #answers = new Map<number, RecentAnswer>();
  readonly #most: number;
  /** By conversation: what was sent, and where. */
  readonly #sent = new Map<number, Set<string>>();
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

  /** The right to send a part into a chat; false where it stands there, or is on its way. */
  claim(conversationId: number, part: SentPart, chat: number): boolean {
    const sent = this.#sent.get(conversationId) ?? new Set();
    if (sent.has(`${part} ${chat}`)) return false;
    if (this.#answers.has(conversationId))
      this.#sent.set(conversationId, sent.add(`${part} ${chat}`));
    return true;
  }

  /** It was not sent after all. */
  release(conversationId: number, part: SentPart, chat: number): void {
    this.#sent.get(conversationId)?.delete(`${part} ${chat}`);
  }

  #drop(conversationId: number): void {
    this.#sent.delete(conversationId);
    const known = this.#answers.get(conversationId);
    if (!known) return;
    this.#answers.delete(conversationId);
    this.#cells -= cellsOf(known);
  }
}

const cellsOf = ({ answer }: RecentAnswer): number =>
  50 + (answer.result ? answer.result.rows.length * answer.result.columns.length : 0);
