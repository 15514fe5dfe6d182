import { type Member, MemberQuery, type Person } from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { PeopleEvents } from './events.ts';
import { readMembers } from './member-list.ts';
import { addMember, countMembers, endAccess, endMembership } from './membership.ts';
import { type Actor, organizationOf, type Persons } from './person.ts';
import { requireAllowed } from './policy.ts';
import type { Users } from './users.ts';

export interface Members {
  /** @throws DiwanError `not_in_organization` */
  list(actor: Actor, query?: MemberQuery): { total: number; members: Member[] };
  /** Puts somebody in without an invitation; they may never have written to the bot. */
  add(actor: Actor, telegramId: number, name?: string): Person;
  /** @throws DiwanError `not_found` for anyone of elsewhere, `invalid_input` for oneself */
  remove(actor: Actor, userId: number): void;
  /** @throws DiwanError `owner_cannot_leave` for the last owner, who must name another first */
  leave(person: Person): void;
  /** @throws DiwanError as `leave` would */
  requireMayLeave(person: Person): void;
  /** The person's web credentials end: the role is part of the user name. */
  setRole(actor: Actor, userId: number, role: 'owner' | 'member'): void;
}

export interface MembersDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<PeopleEvents>;
  persons: Persons;
  users: Users;
}

export function createMembers(deps: MembersDeps): Members {
  const { store, events } = deps;
  const ended = (userId: number, organizationId: number, by: number | null) =>
    events.emit('member.removed', { userId, organizationId, by });
  const requireMayLeave = (person: Person): void => {
    requireAllowed(person, 'leaveOrganization');
    keepAnOwner(store, person.id, organizationOf(person).id);
  };
  return {
    list(actor, query = {}) {
      requireAllowed(actor, 'viewMembers');
      const organization = organizationOf(actor);
      const telegram = actor.role === 'owner';
      return readMembers(store, organization.id, parseInput(MemberQuery, query), telegram);
    },
    add: (actor, telegramId, name) => addByTelegram(deps, actor, telegramId, name),
    remove(actor, userId) {
      requireAllowed(actor, 'removeMembers');
      const { id } = organizationOf(actor);
      if (userId === actor.id)
        throw new DiwanError('invalid_input', { params: { field: 'userId', problem: 'self' } });
      store.transaction(() => {
        keepAnOwner(store, userId, id);
        if (!endMembership(store, userId, id)) throw noSuchMember();
      });
      ended(userId, id, actor.id);
    },
    requireMayLeave,
    leave(person) {
      const { id } = organizationOf(person);
      store.transaction(() => {
        requireMayLeave(person);
        if (!endMembership(store, person.id, id)) throw new DiwanError('not_in_organization');
      });
      ended(person.id, id, person.id);
    },
    setRole(actor, userId, role) {
      requireAllowed(actor, 'manageOrganization');
      const { id } = organizationOf(actor);
      const changed = store.transaction(() => changeRole(store, userId, id, role));
      if (changed) events.emit('member.role', { userId, organizationId: id, role, by: actor.id });
    },
  };
}

const noSuchMember = () => new DiwanError('not_found', { params: { what: 'member' } });

/** An organisation without an owner could never be changed again. */
function keepAnOwner(store: ManagerStore, userId: number, organizationId: number): void {
  const role = roleOf(store, userId, organizationId);
  if (role === 'owner' && countMembers(store, organizationId, 'owner') === 1)
    throw new DiwanError('owner_cannot_leave');
}

const roleOf = (store: ManagerStore, userId: number, organizationId: number) =>
  store.first(
    store.query
      .selectFrom('organization_members')
      .select('role')
      .where('user_id', '=', userId)
      .where('organization_id', '=', organizationId),
  )?.role;

function changeRole(
  store: ManagerStore,
  userId: number,
  organizationId: number,
  role: 'owner' | 'member',
): boolean {
  const before = roleOf(store, userId, organizationId);
  if (!before) throw noSuchMember();
  if (before === role) return false;
  if (role === 'member') keepAnOwner(store, userId, organizationId);
  const members = store.query.updateTable('organization_members').set({ role });
  store.run(members.where('user_id', '=', userId));
  endAccess(store, userId);
  return true;
}

function addByTelegram(deps: MembersDeps, actor: Actor, telegramId: number, name?: string): Person {
  const { store, clock, events, persons, users } = deps;
  requireAllowed(actor, 'manageOrganization');
  const { id: organizationId } = organizationOf(actor);
  if (!Number.isSafeInteger(telegramId) || telegramId <= 0)
    throw new DiwanError('invalid_input', { params: { field: 'telegramId', problem: 'custom' } });
  const { id: userId } = users.introduce(telegramId, name ?? '');
  const member = { userId, organizationId, role: 'member' } as const;
  store.transaction(() => addMember(store, member, isoTime(clock)));
  events.emit('member.joined', { userId, organizationId, invitationId: null });
  return persons.require(userId);
}
