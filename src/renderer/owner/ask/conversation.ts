import { useSyncExternalStore } from 'react';
import type { Answer, Language } from '../../../preload/contract/answer.ts';
import type { AskStep } from '../../../preload/contract/entries/ask.ts';
import { call, stream } from '../../api.ts';

/** A question and how far its answer has come. */
export interface Turn {
  id: string;
  question: string;
  stage: 'waiting' | 'summary' | 'query' | 'answer' | 'email' | null;
  /** The explanation so far. */
  text: string;
  answer: Answer | null;
  error: unknown;
}

/** Kept outside of the screen: leaving it does not lose what was asked. */
let turns: readonly Turn[] = [];
const listeners = new Set<() => void>();
const running = new Map<string, AbortController>();

const show = (next: readonly Turn[]): void => {
  turns = next;
  for (const listener of listeners) listener();
};

const change = (id: string, part: Partial<Turn>): void =>
  show(turns.map((turn) => (turn.id === id ? { ...turn, ...part } : turn)));

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTurns = (): readonly Turn[] => useSyncExternalStore(subscribe, () => turns);

export const isOpen = (turn: Turn): boolean => turn.answer === null && turn.error === null;

export async function askQuestion(
  text: string,
  databaseId: number | null,
  language: Language,
): Promise<void> {
  const id = crypto.randomUUID();
  const control = new AbortController();
  running.set(id, control);
  show([...turns, { id, question: text, stage: 'waiting', text: '', answer: null, error: null }]);
  try {
    const input = { text, databaseId, requestId: id, language };
    await stream('ask.question', input, control.signal, (step) => change(id, partOf(step)));
    const ended = turns.find((turn) => turn.id === id);
    if (ended && isOpen(ended)) change(id, { error: new Error('stopped') });
  } catch (error) {
    change(id, { error });
  } finally {
    running.delete(id);
  }
}

function partOf(step: AskStep): Partial<Turn> {
  if (step.type === 'waiting') return { stage: 'waiting' };
  if (step.type === 'stage') return { stage: step.stage };
  if (step.type === 'text') return { text: step.text };
  return { answer: step.answer, stage: null };
}

export const stopQuestion = (id: string): void => running.get(id)?.abort();

/** Another organisation, or a fresh start. */
export function forgetConversation(): void {
  for (const control of running.values()) control.abort();
  show([]);
  void call('ask.forget', {}).catch(() => undefined);
}
