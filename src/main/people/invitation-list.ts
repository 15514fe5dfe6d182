import type { z } from 'zod';
import type { Invitation, InvitationUse, Page } from '../../preload/contract/people.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

const invitationQuery = (store: ManagerStore, organizationId: number) =>
  store.query
    .selectFrom('invitations as i')
    .leftJoin('users as u', 'u.id', 'i.created_by')
    .select(['i.id', 'i.max_uses', 'i.used', 'i.created_at', 'i.expires_at', 'i.revoked_at'])
    .select('u.name as created_by')
    .where('i.organization_id', '=', organizationId);

type Row = Awaited<ReturnType<ReturnType<typeof invitationQuery>['execute']>>[number];

function toInvitation(row: Row, now: string): Invitation {
  return {
    id: row.id,
    maxUses: row.max_uses,
    used: row.used,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    status: statusOf(row, now),
  };
}

function statusOf(row: Row, now: string): Invitation['status'] {
  if (row.revoked_at !== null) return 'revoked';
  if (row.used >= row.max_uses) return 'used_up';
  return row.expires_at <= now ? 'expired' : 'open';
}

/** @throws DiwanError `not_found`, also for another organisation's */
export function readInvitation(
  store: ManagerStore,
  organizationId: number,
  id: number,
  now: string,
): Invitation {
  const row = store.first(invitationQuery(store, organizationId).where('i.id', '=', id));
  if (!row) throw new DiwanError('not_found', { params: { what: 'invitation' } });
  return toInvitation(row, now);
}

/** Newest first. */
export function readInvitations(
  store: ManagerStore,
  organizationId: number,
  page: z.output<typeof Page>,
  now: string,
): { total: number; invitations: Invitation[] } {
  const count = store.query
    .selectFrom('invitations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId);
  const rows = store.all(
    invitationQuery(store, organizationId)
      .orderBy('i.id', 'desc')
      .limit(page.limit)
      .offset(page.offset),
  );
  return {
    total: store.first(count)?.count ?? 0,
    invitations: rows.map((row) => toInvitation(row, now)),
  };
}

export const readUses = (store: ManagerStore, invitationId: number): InvitationUse[] =>
  store
    .all(
      store.query
        .selectFrom('invitation_uses as s')
        .innerJoin('users as u', 'u.id', 's.user_id')
        .select(['s.user_id', 'u.name', 's.used_at'])
        .where('s.invitation_id', '=', invitationId)
        .orderBy('s.id'),
    )
    .map((row) => ({ userId: row.user_id, name: row.name, usedAt: row.used_at }));
