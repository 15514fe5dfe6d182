import { DisplayName, type OrganizationInfo } from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { PeopleEvents } from './events.ts';
import { addMember, countMembers, endMembership } from './membership.ts';
import { type Actor, organizationOf } from './person.ts';
import { requireAllowed } from './policy.ts';
import { freeSlug } from './slug.ts';

export interface Organizations {
  /**
   * The person becomes its owner; their personal databases are parked.
   * @throws DiwanError `not_allowed`, `already_in_organization`, `invalid_input`
   */
  create(actor: Actor & { id: number }, name: string): OrganizationInfo;
  /** By the operator, without anyone in it yet. */
  found(actor: Actor, name: string): OrganizationInfo;
  /** The slug stays: user names are made of it. */
  rename(actor: Actor, name: string): OrganizationInfo;
  /** @throws DiwanError `not_in_organization` */
  info(actor: Actor): OrganizationInfo;
  /**
   * Gives the organisation up for good: its invitations and databases end with it.
   * @throws DiwanError `conflict` while anyone but the owner is in it
   */
  close(actor: Actor): void;
  /** All that are open here, for the operator. */
  list(actor: Actor): OrganizationInfo[];
}

interface OrganizationsDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<PeopleEvents>;
}

export function createOrganizations(deps: OrganizationsDeps): Organizations {
  const { store, clock, events } = deps;
  return {
    create(actor, given) {
      requireAllowed(actor, 'createOrganization');
      const name = parseInput(DisplayName, given);
      const id = store.transaction(() => {
        const made = insertOrganization(store, name, isoTime(clock));
        addMember(store, { userId: actor.id, organizationId: made, role: 'owner' }, isoTime(clock));
        return made;
      });
      events.emit('organization.created', { organizationId: id, by: actor.id });
      return read(store, id);
    },
    found(actor, given) {
      requireAllowed(actor, 'administer');
      const id = insertOrganization(store, parseInput(DisplayName, given), isoTime(clock));
      events.emit('organization.created', { organizationId: id, by: actor.id });
      return read(store, id);
    },
    rename(actor, given) {
      requireAllowed(actor, 'manageOrganization');
      const name = parseInput(DisplayName, given);
      const { id } = organizationOf(actor);
      store.run(store.query.updateTable('organizations').set({ name }).where('id', '=', id));
      events.emit('organization.renamed', { organizationId: id, name, by: actor.id });
      return read(store, id);
    },
    info: (actor) => read(store, organizationOf(actor).id),
    close: (actor) => close(deps, actor),
    list(actor) {
      requireAllowed(actor, 'administer');
      const open = store.query.selectFrom('organizations').where('closed_at', 'is', null);
      return store.all(open.select('id').orderBy('name')).map(({ id }) => read(store, id));
    },
  };
}

function insertOrganization(store: ManagerStore, name: string, now: string): number {
  const organizations = store.query.selectFrom('organizations').select('id');
  const slug = freeSlug(
    name,
    (candidate) => store.first(organizations.where('slug', '=', candidate)) !== undefined,
  );
  return store.run(store.query.insertInto('organizations').values({ name, slug, created_at: now }))
    .lastId;
}

function close({ store, clock, events }: OrganizationsDeps, actor: Actor): void {
  requireAllowed(actor, 'manageOrganization');
  const { id } = organizationOf(actor);
  const last = store.transaction(() => closeEmpty(store, id, isoTime(clock)));
  for (const userId of last)
    events.emit('member.removed', { userId, organizationId: id, by: actor.id });
  events.emit('organization.closed', { organizationId: id, by: actor.id });
}

/** Returns who was still in it. */
function closeEmpty(store: ManagerStore, id: number, now: string): number[] {
  if (countMembers(store, id) > 1)
    throw new DiwanError('conflict', { params: { what: 'organization_has_members' } });
  const members = store.query.selectFrom('organization_members').select('user_id');
  const last = store.all(members.where('organization_id', '=', id)).map((row) => row.user_id);
  for (const userId of last) endMembership(store, userId, id);
  const invitations = store.query.updateTable('invitations').set({ revoked_at: now });
  store.run(invitations.where('organization_id', '=', id).where('revoked_at', 'is', null));
  store.run(store.query.updateTable('organizations').set({ closed_at: now }).where('id', '=', id));
  return last;
}

function read(store: ManagerStore, id: number): OrganizationInfo {
  const row = store.first(
    store.query
      .selectFrom('organizations')
      .select(['id', 'name', 'slug', 'created_at'])
      .where('id', '=', id),
  );
  if (!row) throw new DiwanError('not_found', { params: { what: 'organization' } });
  const owners = store.all(
    store.query
      .selectFrom('organization_members as m')
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .select('u.name')
      .where('m.organization_id', '=', id)
      .where('m.role', '=', 'owner')
      .orderBy('m.joined_at'),
  );
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    createdAt: row.created_at,
    members: countMembers(store, id),
    owners: owners.map((owner) => owner.name),
  };
}
