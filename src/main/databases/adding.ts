import type { z } from 'zod';
import { AddDatabase, type DatabaseEntry } from '../../preload/contract/databases.ts';
import { isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { parseInput } from '../lib/input.ts';
import type { Actor } from '../people/person.ts';
import { requireAllowed } from '../people/policy.ts';
import { redactedTarget } from '../sources/connection-string.ts';
import type { GrantReport, Target } from '../sources/source.ts';
import { secretOf } from './connections.ts';
import type { CatalogueDeps } from './deps.ts';
import { readEntries } from './entries.ts';
import { storeGrants } from './grants.ts';
import { tryOut } from './trial.ts';
import { viewerOf } from './visibility.ts';

/** Who a new database belongs to. */
interface Owner {
  user_id: number | null;
  organization_id: number | null;
  shared: number;
}

export interface Added {
  database: DatabaseEntry;
  /** Null where the engine could not tell; the owner can ask again. */
  grants: GrantReport | null;
}

type Given = z.output<typeof AddDatabase>;

/**
 * Connects, asks for the grants, reads the schema, and only then keeps anything.
 * @throws DiwanError `not_allowed`, `connection_string_invalid`, `already_exists`, or a `db_*` code
 */
export async function addDatabase(
  deps: CatalogueDeps,
  actor: Actor,
  input: AddDatabase,
  signal: AbortSignal,
): Promise<Added> {
  const given = parseInput(AddDatabase, input);
  const owner = ownerOf(actor, given.shared);
  const target = deps.connections.parse(given.connection);
  requireFreeName(deps, owner, given.name);
  const whose = { shared: owner.shared, created_by: actor.id };
  const found = await tryOut(deps, target, whose, signal);
  const id = insert(deps, actor, owner, given, target);
  await keepSecret(deps, id, given.connection);
  deps.store.transaction(() => {
    deps.status.note(id, null);
    deps.snapshots.save(id, found.schema);
    if (found.grants) storeGrants(deps.store, { id, grants: null }, found.grants);
  });
  const { organization_id: organizationId } = owner;
  deps.events.emit('database.added', {
    databaseId: id,
    organizationId,
    by: actor.id,
    name: given.name,
  });
  const [database] = readEntries(deps.store, viewerOf(actor), id);
  if (!database) throw new DiwanError('not_found', { params: { what: 'database' } });
  return { database, grants: found.grants };
}

/** @throws DiwanError `not_allowed` */
function ownerOf(actor: Actor, shared: boolean): Owner {
  if (shared) {
    requireAllowed(actor, 'administer');
    return { user_id: null, organization_id: null, shared: 1 };
  }
  if (actor.organization) {
    requireAllowed(actor, 'addOrganizationDatabase');
    return { user_id: null, organization_id: actor.organization.id, shared: 0 };
  }
  requireAllowed(actor, 'addPersonalDatabase');
  if (actor.id === null) throw new DiwanError('not_in_organization');
  return { user_id: actor.id, organization_id: null, shared: 0 };
}

function requireFreeName({ store }: CatalogueDeps, owner: Owner, name: string): void {
  const taken = store.first(
    store.query
      .selectFrom('database_connections')
      .select('id')
      .where('user_id', 'is', owner.user_id)
      .where('organization_id', 'is', owner.organization_id)
      .where('name', '=', name)
      .where('status', '<>', 'removed'),
  );
  if (taken) throw new DiwanError('already_exists', { params: { what: 'database', name } });
}

/** The person may have joined, left or changed roles while their database was being tried. */
function insert(
  deps: CatalogueDeps,
  actor: Actor,
  owner: Owner,
  { name, shared }: Given,
  target: Target,
): number {
  const { store, persons, clock } = deps;
  return store.transaction(() => {
    const now = actor.id === null ? actor : persons.require(actor.id);
    if (ownerOf(now, shared).organization_id !== owner.organization_id)
      throw new DiwanError('not_allowed', { params: { action: 'addOrganizationDatabase' } });
    requireFreeName(deps, owner, name);
    const { lastId } = store.run(
      store.query.insertInto('database_connections').values({
        ...owner,
        name,
        dialect: target.dialect,
        display: redactedTarget(target),
        secret_ref: '',
        status: 'failing',
        status_code: 'secret_missing',
        created_by: actor.id,
        created_at: isoTime(clock),
      }),
    );
    const databases = store.query.updateTable('database_connections').where('id', '=', lastId);
    store.run(databases.set({ secret_ref: secretOf(lastId) }));
    return lastId;
  });
}

/** A row whose secret could not be kept goes again; after a crash it shows as failing. */
async function keepSecret({ store, secrets }: CatalogueDeps, id: number, connection: string) {
  try {
    await secrets.set(secretOf(id), connection);
  } catch (error) {
    store.run(store.query.deleteFrom('database_connections').where('id', '=', id));
    throw error;
  }
}
