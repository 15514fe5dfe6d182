import { z } from 'zod';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { ManagerStore } from '../../store/manager/manager.ts';
import type { Asked } from './questions.ts';

/** A question, and the message it was asked with. */
export interface Pending {
  chat: number;
  userId: number;
  messageId: number;
  asked: Asked;
}

/** One that is now to be asked; `done` once it was answered, or its failure told. */
export interface Claimed extends Pick<Pending, 'messageId' | 'asked'> {
  done(): void;
}

/**
 * Questions that a press has to answer, also after a crash: those that wait for their person to
 * choose a database, and those that a press has just completed.
 */
export interface PendingQuestions {
  /**
   * Resolves once it is on the disk.
   * @param updateId the update that answers it; none while it waits for a choice
   * @throws DiwanError `queue_full` for one that has to wait
   */
  put(pending: Pending, updateId?: number): Promise<void>;
  /** What an update has to answer, of before a crash. */
  own(chat: number, userId: number, updateId: number): Iterable<Claimed>;
  /**
   * The same with all that waits, oldest first. Each goes to one update; what is dropped meanwhile
   * is left out.
   */
  claim(chat: number, userId: number, updateId: number): Iterable<Claimed>;
  /** Forgets a person's questions in a chat that nothing answers yet: how many. */
  drop(chat: number, userId: number): number;
  /** The same wherever the person asked. */
  dropAll(userId: number): void;
}

const mostWaiting = 5;
/** Nobody expects an answer after that. */
const keptMs = 24 * 3_600_000;

const askedSchema: z.ZodType<Asked> = z.object({
  text: z.string(),
  requestKey: z.string(),
  clarified: z.boolean().exactOptional(),
  words: z.string().exactOptional(),
  late: z.boolean().exactOptional(),
});

interface Row {
  id: number;
  message_id: number;
  question: string;
}

const mine = 'bot_id = ? AND chat_id = ? AND user_id = ?';
type Mine = [bot: number, chat: number, user: number];

const statementsOf = (store: ManagerStore) => ({
  insert: store.prepare<never, [...Mine, number, string, string, string, number | null]>(
    `INSERT INTO waiting_questions
       (bot_id, chat_id, user_id, message_id, request_key, question, asked_at, chosen_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (request_key) DO UPDATE
       SET chosen_by = excluded.chosen_by, message_id = excluded.message_id`,
  ),
  others: store.prepare<{ waiting: number }, [...Mine, string]>(
    `SELECT count(*) AS waiting FROM waiting_questions WHERE ${mine} AND request_key <> ?`,
  ),
  claim: store.prepare<Row, [number, ...Mine, number, number]>(
    `UPDATE waiting_questions SET chosen_by = ? WHERE id =
       (SELECT min(id) FROM waiting_questions
        WHERE ${mine} AND (chosen_by IS NULL OR chosen_by = ?) AND id > ?)
     RETURNING id, message_id, question`,
  ),
  own: store.prepare<Row, [...Mine, number]>(
    `SELECT id, message_id, question FROM waiting_questions
     WHERE ${mine} AND chosen_by = ? ORDER BY id`,
  ),
  remove: store.prepare<never, [number, number]>(
    'DELETE FROM waiting_questions WHERE id = ? AND chosen_by = ?',
  ),
  drop: store.prepare<never, Mine>(
    `DELETE FROM waiting_questions WHERE ${mine} AND chosen_by IS NULL`,
  ),
  dropAll: store.prepare<never, [bot: number, user: number]>(
    'DELETE FROM waiting_questions WHERE bot_id = ? AND user_id = ? AND chosen_by IS NULL',
  ),
  purge: store.prepare<never, [string]>('DELETE FROM waiting_questions WHERE asked_at < ?'),
});

export function createPending(store: ManagerStore, clock: Clock, botId: number): PendingQuestions {
  const statements = statementsOf(store);
  const forgetOld = () => statements.purge.run(new Date(clock.now() - keptMs).toISOString());
  const claimed = ({ id, message_id: messageId, question }: Row, updateId: number): Claimed => ({
    messageId,
    asked: askedSchema.parse(JSON.parse(question)),
    done: () => void store.relaxed(() => statements.remove.run(id, updateId)),
  });
  forgetOld();

  return {
    async put({ chat, userId, messageId, asked }, updateId) {
      const { requestKey } = asked;
      const question = JSON.stringify(asked);
      const now = isoTime(clock);
      const by = updateId ?? null;
      store.relaxed(() => {
        forgetOld();
        const { waiting = 0 } = statements.others.first(botId, chat, userId, requestKey) ?? {};
        if (by === null && waiting >= mostWaiting)
          throw new DiwanError('queue_full', { params: { waiting: mostWaiting } });
        statements.insert.run(botId, chat, userId, messageId, requestKey, question, now, by);
      });
      await store.flush();
    },
    own: (chat, userId, updateId) =>
      statements.own.all(botId, chat, userId, updateId).map((row) => claimed(row, updateId)),
    *claim(chat, userId, updateId) {
      const next = (after: number) =>
        store.relaxed(() => statements.claim.first(updateId, botId, chat, userId, updateId, after));
      for (let row = next(0); row; row = next(row.id)) yield claimed(row, updateId);
    },
    drop: (chat, userId) => statements.drop.run(botId, chat, userId),
    dropAll: (userId) => void statements.dropAll.run(botId, userId),
  };
}
