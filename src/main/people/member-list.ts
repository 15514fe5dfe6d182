import type { z } from 'zod';
import type { Member, MemberQuery } from '../../preload/contract/people.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { isNamed } from './name-search.ts';
import { neverSeen } from './users.ts';

type Query = z.output<typeof MemberQuery>;

/** One page of an organisation's people, the longest in it first, and how many match in all. */
export function readMembers(
  store: ManagerStore,
  organizationId: number,
  query: Query,
  withTelegram: boolean,
): { total: number; members: Member[] } {
  const found = matching(store, organizationId, query.search);
  const total = store.first(found.select((eb) => eb.fn.countAll<number>().as('count')))?.count ?? 0;
  const rows = store.all(
    found
      .leftJoin('dashboard_users as d', 'd.user_id', 'u.id')
      .select(['u.id', 'u.name', 'u.username', 'u.telegram_id', 'u.last_seen_at'])
      .select(['u.unreachable_at', 'm.role', 'm.joined_at', 'd.created_at as credentials_at'])
      .orderBy('m.joined_at')
      .orderBy('u.id')
      .limit(query.limit)
      .offset(query.offset),
  );
  const members = rows.map((row) => ({
    userId: row.id,
    name: row.name,
    username: row.username,
    telegramId: withTelegram ? row.telegram_id : null,
    role: row.role,
    joinedAt: row.joined_at,
    lastSeenAt: row.last_seen_at === neverSeen ? null : row.last_seen_at,
    reachable: row.unreachable_at === null,
    credentials: row.credentials_at !== null,
  }));
  return { total, members };
}

function matching(store: ManagerStore, organizationId: number, search: string) {
  const members = store.query
    .selectFrom('organization_members as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .where('m.organization_id', '=', organizationId);
  if (search === '') return members;
  return members.where(isNamed(search));
}
