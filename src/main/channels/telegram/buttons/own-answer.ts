import { DiwanError } from '../../../lib/errors.ts';
import type { RecentAnswer } from '../recent.ts';
import type { Press } from './button.ts';

/**
 * The answer behind a button, with its rows: only for the one who asked, while they may see the
 * database it came from.
 * @throws DiwanError `not_allowed` for others', `expired` for what is kept no longer
 */
export function ownAnswer({ bot, person }: Press, conversationId: number): RecentAnswer {
  const recent = bot.recent.find(conversationId);
  if (!recent) throw new DiwanError('expired');
  if (recent.userId !== person.id)
    throw new DiwanError('not_allowed', { params: { action: 'othersAnswer' } });
  const { database } = recent.answer.receipt;
  if (database && !bot.databases.catalogue.list(person).some(({ id }) => id === database.id))
    throw new DiwanError('expired');
  return recent;
}

/**
 * The question and its SQL, which the record keeps longer than the rows.
 * @throws DiwanError as `ownAnswer` does
 */
export function ownSql(
  press: Press,
  conversationId: number,
): { question: string; sql: string; databaseId: number } {
  const { bot, person } = press;
  const recorded = bot.conversations.own(person.id, conversationId);
  // Somebody else's is refused in words of its own, where it is known to be that.
  if (!recorded) ownAnswer(press, conversationId);
  const { question, sql, databaseId } = recorded ?? noRecord;
  if (question === null || sql === null || databaseId === null) throw new DiwanError('expired');
  return { question, sql, databaseId };
}

const noRecord = { question: null, sql: null, databaseId: null };
