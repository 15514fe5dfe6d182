import { type Expression, type SqlBool, sql } from 'kysely';
import { DiwanError } from '../lib/errors.ts';
import type { Actor } from '../people/person.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

/** Who asks, as far as databases go: a person, or a channel or the operator for an organisation. */
export interface Scope {
  readonly userId: number | null;
  readonly organizationId: number | null;
}

/** Who looks, with the rights that are not read from the store itself. */
export interface Viewer extends Scope {
  /** Manages what is shared. */
  readonly admin: boolean;
  /** The operator acts as owner of the organisation; a person's role is read from the store. */
  readonly operator: boolean;
}

export const viewerOf = (actor: Actor): Viewer => ({
  userId: actor.id,
  organizationId: actor.organization?.id ?? null,
  admin: actor.admin,
  operator: actor.id === null && actor.role === 'owner',
});

const asker = (scope: Scope): Viewer => ({
  userId: scope.userId,
  organizationId: scope.organizationId,
  admin: false,
  operator: false,
});

/** The organisation as the store knows it now, whatever a waiting question believes. */
const home = ({ userId, organizationId }: Scope) =>
  userId === null
    ? sql<number | null>`${organizationId}`
    : sql<
        number | null
      >`(SELECT organization_id FROM organization_members WHERE user_id = ${userId})`;

const owns = (viewer: Viewer): Expression<SqlBool> =>
  viewer.userId === null
    ? sql<SqlBool>`${Number(viewer.operator)}`
    : sql<SqlBool>`EXISTS (SELECT 1 FROM organization_members AS m
        WHERE m.user_id = ${viewer.userId} AND m.organization_id = d.organization_id
          AND m.role = 'owner')`;

/** Every database the viewer may know of; one of elsewhere never comes out of this query. */
export function visibleDatabases(store: ManagerStore, viewer: Viewer) {
  const { userId, organizationId, admin } = viewer;
  return store.query
    .selectFrom('database_connections as d')
    .selectAll('d')
    .select([
      sql<number>`d.user_id IS NOT NULL AND ${home(viewer)} IS NOT NULL`.as('parked'),
      sql<number>`CASE WHEN d.shared = 1 THEN ${Number(admin)}
        WHEN d.user_id IS NOT NULL THEN 1 ELSE ${owns(viewer)} END`.as('manageable'),
    ])
    .where('d.status', '<>', 'removed')
    .where(sql<SqlBool>`${home(viewer)} IS ${organizationId}`)
    .where(
      sql<SqlBool>`(d.shared = 1 OR d.organization_id = ${home(viewer)} OR d.user_id = ${userId})`,
    );
}

export type DatabaseRow = Awaited<
  ReturnType<ReturnType<typeof visibleDatabases>['execute']>
>[number];

const notFound = () => new DiwanError('not_found', { params: { what: 'database' } });

/** @throws DiwanError `not_found` */
export function requireVisible(store: ManagerStore, viewer: Viewer, id: number): DatabaseRow {
  const row = store.first(visibleDatabases(store, viewer).where('d.id', '=', id));
  if (!row) throw notFound();
  return row;
}

/** @throws DiwanError `not_found`, or `not_allowed` for what one may see but not change */
export function requireManaged(store: ManagerStore, viewer: Viewer, id: number): DatabaseRow {
  const row = requireVisible(store, viewer, id);
  if (row.manageable !== 1)
    throw new DiwanError('not_allowed', { params: { action: 'manageOrganizationDatabases' } });
  return row;
}

/** A database that a question may go to, looked up by a statement compiled once. */
export interface Usables {
  /** @throws DiwanError `not_found`, or `not_allowed` for a personal database that is parked */
  require(scope: Scope, id: number): DatabaseRow;
}

export function createUsables(store: ManagerStore): Usables {
  const ofPerson = prepareLookUp(store, {
    userId: mark.userId,
    organizationId: mark.organizationId,
  });
  const ofOthers = prepareLookUp(store, { userId: null, organizationId: mark.organizationId });
  return {
    require(scope, id) {
      const row = scope.userId === null ? ofOthers(scope, id) : ofPerson(scope, id);
      if (!row) throw notFound();
      if (row.parked === 1)
        throw new DiwanError('not_allowed', { params: { action: 'useParkedDatabase' } });
      return row;
    },
  };
}

/** Stand-ins for what differs from one look-up to the next; no id is negative. */
const mark = { userId: -1, organizationId: -2, id: -3 };

function prepareLookUp(store: ManagerStore, marked: Scope) {
  const query = visibleDatabases(store, asker(marked)).where('d.id', '=', mark.id).compile();
  const statement = store.prepare<DatabaseRow, unknown[]>(query);
  const fill = query.parameters.map(filling);
  return (scope: Scope, id: number): DatabaseRow | undefined =>
    statement.first(...fill.map((one) => one(scope, id)));
}

/** What a parameter becomes in a look-up. */
function filling(given: unknown): (scope: Scope, id: number) => unknown {
  if (given === mark.userId) return (scope) => scope.userId;
  if (given === mark.organizationId) return (scope) => scope.organizationId;
  return given === mark.id ? (_, id) => id : () => given;
}
