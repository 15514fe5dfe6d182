import { z } from 'zod';
import type { ActivityItem, ActivityKind } from '../../preload/contract/activity.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

export interface ActivityFilter {
  /** Only this organisation's; undefined for everything, which is the operator's alone. */
  organizationId?: number;
  kinds?: readonly ActivityKind[];
  /** Anywhere in the action, the target or the details. */
  text?: string;
  userId?: number;
  /** Only what no person did. */
  nobody?: boolean;
  door?: string;
  outcome?: 'ok' | 'failed';
  /** UTC ISO-8601; `to` excluded. */
  from?: string;
  to?: string;
  /** Older than this id, for the next page. */
  before?: number;
  offset?: number;
  limit: number;
}

const Details = z.record(z.string(), z.unknown());

export const createSearch =
  (store: ManagerStore) =>
  (filter: ActivityFilter): ActivityItem[] =>
    store.all(queryOf(store, filter)).map(({ at, action, outcome, details, ...row }) => ({
      ...row,
      at: at ?? '',
      action: action ?? '',
      outcome: outcome ?? 'ok',
      details: Details.parse(JSON.parse(details ?? '{}')),
    }));

/** How many entries the filter finds, whatever its limit, and the newest of them. */
export const createCount =
  (store: ManagerStore) =>
  (filter: ActivityFilter): { total: number; newest: number | null } => {
    const found = matching(store, filter).select(({ fn }) => [
      fn.countAll<number>().as('total'),
      fn.max<number | null>('id').as('newest'),
    ]);
    return store.first(found) ?? { total: 0, newest: null };
  };

const queryOf = (store: ManagerStore, filter: ActivityFilter) =>
  matching(store, filter)
    .select(['id', 'at', 'kind', 'action', 'outcome', 'door', 'chat', 'target', 'details', 'hash'])
    .select(['user_id as userId', 'organization_id as organizationId'])
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset ?? 0);

function matching(store: ManagerStore, filter: ActivityFilter) {
  const { organizationId, kinds = [], text = '', userId, door, outcome, from, to, before } = filter;
  let query = store.query.selectFrom('activity').where('at', 'is not', null);
  if (organizationId !== undefined) query = query.where('organization_id', '=', organizationId);
  if (kinds.length > 0) query = query.where('kind', 'in', kinds);
  if (userId !== undefined) query = query.where('user_id', '=', userId);
  if (filter.nobody) query = query.where('user_id', 'is', null);
  if (door !== undefined) query = query.where('door', '=', door);
  if (outcome !== undefined) query = query.where('outcome', outcome === 'ok' ? '=' : '<>', 'ok');
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (before !== undefined) query = query.where('id', '<', before);
  if (text === '') return query;
  // Bound as a parameter, its own wildcards taken literally.
  const part = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return query.where(({ eb, or, ref }) =>
    or([
      eb(ref('action'), 'like', part),
      eb(ref('target'), 'like', part),
      eb(ref('details'), 'like', part),
    ]),
  );
}
