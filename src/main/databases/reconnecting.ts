import { DiwanError } from '../lib/errors.ts';
import type { Actor } from '../people/person.ts';
import { redactedTarget } from '../sources/connection-string.ts';
import type { CatalogueDeps } from './deps.ts';
import { forgetGrants, storeGrants } from './grants.ts';
import { tryOut } from './trial.ts';
import { requireManaged, viewerOf } from './visibility.ts';

/** Puts another connection string in a database's place once it has proved to work. */
export async function reconnect(
  deps: CatalogueDeps,
  actor: Actor,
  id: number,
  connection: string,
  signal: AbortSignal,
): Promise<void> {
  const { store, connections, secrets, snapshots, events } = deps;
  const managed = () => requireManaged(store, viewerOf(actor), id);
  const { shared } = managed();
  const target = connections.parse(connection);
  const found = await tryOut(deps, target, { shared, created_by: actor.id }, signal);
  const row = managed();
  if (row.origin === 'environment')
    throw new DiwanError('not_allowed', { params: { action: 'changeEnvironment' } });
  await secrets.set(row.secret_ref, connection);
  await connections.forget(id);
  store.transaction(() => {
    const databases = store.query.updateTable('database_connections').where('id', '=', id);
    const display = redactedTarget(target);
    store.run(databases.set({ dialect: target.dialect, display, created_by: actor.id }));
    deps.status.note(id, null);
    snapshots.save(id, found.schema);
    if (found.grants) storeGrants(store, row, found.grants);
    else forgetGrants(store, id);
  });
  const { organization_id: organizationId } = row;
  events.emit('database.reconnected', { databaseId: id, organizationId, by: actor.id });
}
