import type { Call } from './calls.ts';

/** What changed, for those who watch: waiting tests and the demo page. */
export type Change =
  | { what: 'message' | 'edit' | 'delete' | 'reaction'; chat: number; id: number }
  | { what: 'draft' | 'action' | 'members'; chat: number }
  | { what: 'answer'; press: string }
  | { what: 'commands' }
  | { what: 'updates' }
  | { what: 'call'; call: Call };

export class Events {
  readonly #listeners = new Set<(change: Change) => void>();

  emit(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** Returns how to stop listening. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
