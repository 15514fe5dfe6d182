import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

/** What joining and leaving change, to be run inside the caller's transaction. */

interface Membership {
  userId: number;
  organizationId: number;
  role: 'owner' | 'member';
}

/** @throws DiwanError `already_in_organization`, whatever the caller believed before */
export function addMember(store: ManagerStore, member: Membership, now: string): void {
  const done = store.run(
    store.query
      .insertInto('organization_members')
      .values({
        user_id: member.userId,
        organization_id: member.organizationId,
        role: member.role,
        joined_at: now,
      })
      .onConflict((conflict) => conflict.column('user_id').doNothing()),
  );
  if (done.changes === 0) throw new DiwanError('already_in_organization');
  clearSelection(store, member.userId);
}

/** False when the person was no member there. Ends all that membership gave. */
export function endMembership(
  store: ManagerStore,
  userId: number,
  organizationId: number,
): boolean {
  const done = store.run(
    store.query
      .deleteFrom('organization_members')
      .where('user_id', '=', userId)
      .where('organization_id', '=', organizationId),
  );
  if (done.changes === 0) return false;
  endAccess(store, userId);
  clearSelection(store, userId);
  return true;
}

/** Sessions and the web view's user name and password. */
export function endAccess(store: ManagerStore, userId: number): void {
  store.run(store.query.deleteFrom('sessions').where('user_id', '=', userId));
  store.run(store.query.deleteFrom('dashboard_users').where('user_id', '=', userId));
}

const clearSelection = (store: ManagerStore, userId: number) =>
  store.run(
    store.query.updateTable('users').set({ selected_database_id: null }).where('id', '=', userId),
  );

export function countMembers(
  store: ManagerStore,
  organizationId: number,
  role?: 'owner' | 'member',
): number {
  const members = store.query
    .selectFrom('organization_members')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId);
  return store.first(role ? members.where('role', '=', role) : members)?.count ?? 0;
}
