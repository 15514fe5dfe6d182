import { DiwanError } from '../../../lib/errors.ts';
import type { RecentAnswer } from '../recent.ts';
import type { Press } from './button.ts';

/**
 * The answer behind a button, with its rows: only for the one who asked.
 * @throws DiwanError `not_allowed` for others', `expired` for what is kept no longer
 */
export function ownAnswer({ bot, person }: Press, conversationId: number): RecentAnswer {
  const recent = bot.recent.find(conversationId);
  if (!recent) throw new DiwanError('expired');
  if (recent.userId !== person.id)
    throw new DiwanError('not_allowed', { params: { action: 'othersAnswer' } });
  return recent;
}

/** The question and its SQL, which the record keeps longer than the rows. */
export function ownSql(press: Press, conversationId: number): { question: string; sql: string } {
  const recorded = press.bot.conversations.own(press.person.id, conversationId);
  const { question, sql } = recorded ?? { ...fromMemory(press, conversationId) };
  if (!question || !sql) throw new DiwanError('expired');
  return { question, sql };
}

function fromMemory(press: Press, conversationId: number) {
  const { question, answer } = ownAnswer(press, conversationId);
  return { question, sql: answer.sql };
}
