import type { CatalogueDeps } from './deps.ts';

type Deps = Pick<CatalogueDeps, 'store' | 'secrets' | 'connections' | 'events' | 'snapshots'>;

/** Ends a database for everyone: what was known of it goes, its secret goes, the row stays. */
export async function removeDatabase(
  deps: Deps,
  row: { id: number; organization_id: number | null },
  by: number | null,
): Promise<void> {
  const { store, connections, events } = deps;
  const { id: databaseId, organization_id: organizationId } = row;
  store.transaction(() => {
    const databases = store.query.updateTable('database_connections').where('id', '=', databaseId);
    store.run(databases.set({ status: 'removed', status_code: null, grants: null }));
    const users = store.query.updateTable('users').set({ selected_database_id: null });
    store.run(users.where('selected_database_id', '=', databaseId));
    for (const table of [
      'schema_snapshots',
      'schema_notes',
      'glossary',
      'verified_queries',
    ] as const)
      store.run(store.query.deleteFrom(table).where('database_id', '=', databaseId));
  });
  events.emit('database.removed', { databaseId, organizationId, by });
  await connections.forget(databaseId);
  await dropSecret(deps, databaseId);
}

/** What a crash, or a locked keychain, left behind of removed databases. */
export async function dropSecretsOfRemoved(deps: Deps): Promise<void> {
  const { store } = deps;
  const rows = store.all(
    store.query
      .selectFrom('database_connections')
      .select('id')
      .where('status', '=', 'removed')
      .where('secret_ref', '<>', ''),
  );
  for (const { id } of rows) await dropSecret(deps, id);
}

async function dropSecret({ store, secrets }: Deps, id: number): Promise<void> {
  const databases = store.query.selectFrom('database_connections').select('secret_ref');
  const ref = store.first(databases.where('id', '=', id))?.secret_ref;
  if (!ref) return;
  await secrets.delete(ref);
  const row = store.query.updateTable('database_connections').where('id', '=', id);
  store.run(row.set({ secret_ref: '' }));
}

/** Everything an organisation had, when it is given up. */
export async function removeDatabasesOf(deps: Deps, organizationId: number): Promise<void> {
  const { store } = deps;
  const rows = store.all(
    store.query
      .selectFrom('database_connections')
      .select(['id', 'organization_id'])
      .where('organization_id', '=', organizationId)
      .where('status', '<>', 'removed'),
  );
  for (const row of rows) await removeDatabase(deps, row, null);
}
