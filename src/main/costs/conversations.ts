import type { ConversationItem } from '../../preload/contract/costs.ts';
import type { CostsStore } from '../store/costs/costs.ts';

export interface ConversationFilter {
  userId?: number;
  organizationId?: number;
  channelId?: number;
  /** Older than this id, for the next page. */
  before?: number;
  limit: number;
}

export interface Conversations {
  /** Newest first. */
  list(filter: ConversationFilter): ConversationItem[];
  /** One of this person's own; undefined for anybody else's. */
  own(userId: number, conversationId: number): ConversationItem | undefined;
}

/** What was asked, as it was settled. */
export function createConversations(store: CostsStore): Conversations {
  const base = store.query
    .selectFrom('conversations')
    .select([
      'id',
      'user_id as userId',
      'started_at as at',
      'door',
      'question',
      'text',
      'sql',
      'database_id as databaseId',
      'outcome',
      'error_code as errorCode',
      'row_count as rowCount',
      'cost',
      'elapsed_ms as elapsedMs',
    ]);
  return {
    list: ({ userId, organizationId, channelId, before, limit }) => {
      let query = base.orderBy('id', 'desc').limit(limit);
      if (userId !== undefined) query = query.where('user_id', '=', userId);
      if (organizationId !== undefined) query = query.where('organization_id', '=', organizationId);
      if (channelId !== undefined) query = query.where('channel_id', '=', channelId);
      if (before !== undefined) query = query.where('id', '<', before);
      return store.all(query);
    },
    own: (userId, id) => store.first(base.where('user_id', '=', userId).where('id', '=', id)),
  };
}
