import type { Answer } from '../../preload/contract/answer.ts';
import type { Log } from '../lib/log.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import { GroupCommit } from '../store/group-commit.ts';
import { type Conversation, totalCost } from './call.ts';
import { prepareDoorUse } from './door-use.ts';
import { createJournal, type Journal } from './journal.ts';
import { prepareSettling } from './settling.ts';

export interface Settled {
  id: number;
  outcome: Conversation['outcome'];
  errorCode: string | null;
  /** The answer as it was given, its rows left out; null when there was none. */
  answer: Answer | null;
}

/** An answer before its settlement gives it an id. */
export type Unnumbered = Omit<Answer, 'conversationId'>;

export interface Ledger {
  readonly journal: Journal;
  /**
   * Writes the conversation, its stages, every aggregate and the spend in one durable
   * transaction, once for a request key: a second call returns the first one's id.
   * `answer` is what is shown, but for the id.
   */
  settle(conversation: Conversation, answer: Unnumbered | null): Promise<number>;
  find(requestKey: string): Settled | undefined;
  /** Bills what a killed process left under way; returns how many questions that were. */
  settleInterrupted(): number;
}

export function createLedger(store: CostsStore, log?: Pick<Log, 'warn'>): Ledger {
  const write = prepareSettling(store);
  const countAtDoor = prepareDoorUse(store);
  const group = new GroupCommit(store);
  const journal = createJournal(store, group, log);
  const byKey = store.prepare<SettledRow, [string]>(
    'SELECT id, outcome, error_code, answer FROM conversations WHERE request_key = ?',
  );

  const settleNow = (conversation: Conversation, answer: Unnumbered | null) => {
    const stored = answer && JSON.stringify(answer);
    const id = write.conversation(conversation, totalCost(conversation.calls), stored);
    if (id === null) return byKey.first(conversation.requestKey)?.id ?? 0;
    conversation.calls.forEach((call, position) => {
      write.stage(id, position, call);
      write.aggregates(conversation, call);
    });
    write.count(conversation);
    countAtDoor(conversation);
    write.spend(conversation, totalCost(conversation.calls));
    return id;
  };

  return {
    journal,
    settle: async (conversation, answer) => {
      const { requestKey } = conversation;
      const id = await group.run(() => {
        const settled = settleNow(conversation, answer);
        journal.clear(requestKey);
        return settled;
      });
      journal.settled(requestKey);
      return id;
    },
    settleInterrupted: () => {
      const left = store.transaction(() => {
        const found = journal.leftovers();
        for (const { requestKey, conversation } of found) {
          settleNow(conversation, null);
          journal.clear(requestKey);
        }
        return found;
      });
      for (const { requestKey } of left) journal.settled(requestKey);
      return left.length;
    },
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
  answer: row.answer === null ? null : { ...JSON.parse(row.answer), conversationId: row.id },
});
