import type { Answer } from '../../preload/contract/answer.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import { GroupCommit } from '../store/group-commit.ts';
import { type Conversation, totalCost } from './call.ts';
import { createJournal, type Journal } from './journal.ts';
import { prepareSettling } from './settling.ts';

export interface Settled {
  id: number;
  outcome: Conversation['outcome'];
  errorCode: string | null;
  /** The answer as it was given, its rows left out; null when there was none. */
  answer: Answer | null;
}

export interface Ledger {
  readonly journal: Journal;
  /**
   * Writes the conversation, its stages, every aggregate and the spend in one durable
   * transaction, once for a request key: a second call returns the first one's id.
   * `answer` receives the id, so that what is stored is what is shown.
   */
  settle(conversation: Conversation, answer: ((id: number) => Answer) | null): Promise<number>;
  find(requestKey: string): Settled | undefined;
  /** Bills what a killed process left under way; returns how many questions that were. */
  settleInterrupted(): number;
}

export function createLedger(store: CostsStore): Ledger {
  const write = prepareSettling(store);
  const journal = createJournal(store);
  const group = new GroupCommit(store);
  const byKey = store.prepare<SettledRow, [string]>(
    'SELECT id, outcome, error_code, answer FROM conversations WHERE request_key = ?',
  );

  const settleNow = (conversation: Conversation, answer: ((id: number) => Answer) | null) => {
    const id = write.conversation(conversation, totalCost(conversation.calls));
    if (id === null) return byKey.first(conversation.requestKey)?.id ?? 0;
    conversation.calls.forEach((call, position) => {
      write.stage(id, position, call);
      write.aggregates(conversation, call);
    });
    write.count(conversation);
    write.spend(conversation, totalCost(conversation.calls));
    if (answer) write.answer(id, JSON.stringify(answer(id)));
    return id;
  };

  return {
    journal,
    settle: (conversation, answer) =>
      group.run(() => {
        const id = settleNow(conversation, answer);
        journal.clear(conversation.requestKey);
        return id;
      }),
    settleInterrupted: () =>
      store.transaction(() => {
        const left = journal.leftovers();
        for (const { requestKey, conversation } of left) {
          settleNow(conversation, null);
          journal.clear(requestKey);
        }
        return left.length;
      }),
    find: (requestKey) => {
      const row = byKey.first(requestKey);
      return row && toSettled(row);
    },
  };
}

interface SettledRow {
  id: number;
  outcome: Conversation['outcome'];
  error_code: string | null;
  answer: string | null;
}

const toSettled = (row: SettledRow): Settled => ({
  id: row.id,
  outcome: row.outcome,
  errorCode: row.error_code,
  answer: row.answer === null ? null : (JSON.parse(row.answer) as Answer),
});
