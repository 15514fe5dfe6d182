import type { Queried } from '../ask/tools.ts';
import type { Happening } from './entry.ts';

/** A statement that was run or refused, in the log's words. */
export const noteQuery = ({ asker, databaseId, sql, outcome, rows }: Queried): Happening => ({
  kind: 'sql',
  action: 'query',
  outcome,
  door: asker.door,
  userId: asker.userId,
  organizationId: asker.organizationId,
  chat: asker.chat,
  target: `database:${databaseId}`,
  details: { sql, rows },
});
