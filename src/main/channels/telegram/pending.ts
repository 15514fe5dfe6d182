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

/** Questions that wait for their person to choose a database, also while the appliance is down. */
export interface PendingQuestions {
  /**
   * Resolves once it is on the disk.
   * @throws DiwanError `queue_full`
   */
  put(pending: Pending): Promise<void>;
  /**
   * What a person's update has to answer now, oldest first. Each goes to one update, and to the
   * same one again after a crash; what is dropped meanwhile is left out.
   */
  claim(chat: number, userId: number, updateId: number): Iterable<Claimed>;
  /** Forgets a person's questions in a chat that nothing answers yet: how many. */
  drop(chat: number, userId: number): number;
}

const mostWaiting = 5;
/** Nobody expects an answer after that. */
const keptMs = 3 * 24 * 3_600_000;

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
  insert: store.prepare<never, [...Mine, number, string, string, string]>(
    `INSERT INTO waiting_questions
       (bot_id, chat_id, user_id, message_id, request_key, question, asked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (request_key) DO UPDATE SET chosen_by = NULL, message_id = excluded.message_id`,
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
  remove: store.prepare<never, [number, number]>(
    'DELETE FROM waiting_questions WHERE id = ? AND chosen_by = ?',
  ),
  drop: store.prepare<never, Mine>(
    `DELETE FROM waiting_questions WHERE ${mine} AND chosen_by IS NULL`,
  ),
  purge: store.prepare<never, [string]>('DELETE FROM waiting_questions WHERE asked_at < ?'),
});

export function createPending(store: ManagerStore, clock: Clock, botId: number): PendingQuestions {
  const statements = statementsOf(store);
  const forgetOld = () => statements.purge.run(new Date(clock.now() - keptMs).toISOString());
  forgetOld();

  return {
    async put({ chat, userId, messageId, asked }) {
      const { requestKey } = asked;
      store.relaxed(() => {
        forgetOld();
        const { waiting = 0 } = statements.others.first(botId, chat, userId, requestKey) ?? {};
        if (waiting >= mostWaiting)
          throw new DiwanError('queue_full', { params: { waiting: mostWaiting } });
        const question = JSON.stringify(asked);
        const now = isoTime(clock);
        statements.insert.run(botId, chat, userId, messageId, requestKey, question, now);
      });
      await store.flush();
    },
    *claim(chat, userId, updateId) {
      const next = (after: number) =>
        store.relaxed(() => statements.claim.first(updateId, botId, chat, userId, updateId, after));
      for (let row = next(0); row; row = next(row.id)) {
        const { id, message_id: messageId, question } = row;
        const asked = askedSchema.parse(JSON.parse(question));
        const done = () => void store.relaxed(() => statements.remove.run(id, updateId));
        yield { messageId, asked, done };
      }
    },
    drop: (chat, userId) => statements.drop.run(botId, chat, userId),
  };
}
