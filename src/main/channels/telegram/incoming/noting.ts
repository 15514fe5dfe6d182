import type { ActivityKind } from '../../../../preload/contract/activity.ts';
import type { Happening } from '../../../audit/entry.ts';
import { toDiwanError } from '../../../lib/errors.ts';
import { serializeError } from '../../../lib/redact.ts';
import { FailedQuestion } from '../questions.ts';
import type { Talk } from '../talk.ts';

type Who = Pick<Talk, 'bot' | 'person' | 'chat'>;

/** Does it, and notes in the activity log how it ended. What was typed is not withNote. */
export async function withNote<Value>(
  who: Who,
  kind: ActivityKind,
  action: string,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    const value = await work();
    who.bot.record({ ...whoOf(who), kind, action });
    return value;
  } catch (thrown) {
    const error = thrown instanceof FailedQuestion ? thrown.error : thrown;
    who.bot.record({ ...whoOf(who), kind, action, outcome: toDiwanError(error).code });
    throw thrown;
  }
}

/** What went wrong beside a question: a limit, or a failure of our own with its stack. */
export function noteFailure(who: Who, error: unknown): void {
  const { code, cause } = toDiwanError(error);
  const limit = code === 'rate_limited' || code === 'queue_full';
  if (!limit && code !== 'internal') return;
  const kind = limit ? 'rate_limit' : 'error';
  const details = limit ? {} : { error: serializeError(cause ?? error) };
  who.bot.record({ ...whoOf(who), kind, action: 'telegram', outcome: code, details });
}

const whoOf = ({
  person,
  chat,
}: Who): Pick<Happening, 'door' | 'userId' | 'organizationId' | 'chat'> => ({
  door: 'telegram',
  userId: person.id,
  organizationId: person.organization?.id ?? null,
  chat: String(chat),
});
