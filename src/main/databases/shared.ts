import type { SharedDatabase } from '../config.ts';
import { isoTime } from '../lib/clock.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { redactedTarget } from '../sources/connection-string.ts';
import type { Target } from '../sources/source.ts';
import type { CatalogueDeps } from './deps.ts';
import { removeDatabase } from './removing.ts';

/**
 * Brings the shared databases in line with DIWAN_SHARED_DATABASES, by name and without connecting:
 * new ones are added, changed ones changed, those no longer named there removed.
 * @throws DiwanError `config_invalid`, naming what is wrong: nothing is changed then
 */
export async function syncShared(
  deps: CatalogueDeps,
  named: readonly SharedDatabase[],
): Promise<void> {
  const wanted = named.map((one) => ({ ...one, target: parse(deps, one) }));
  for (const one of wanted) await upsert(deps, one);
  const names = new Set(named.map(({ name }) => name.toLowerCase()));
  for (const row of fromEnvironment(deps))
    if (!names.has(row.name.toLowerCase())) await removeDatabase(deps, row, null);
}

function parse({ connections }: CatalogueDeps, { name, connection }: SharedDatabase): Target {
  try {
    return connections.parse(connection);
  } catch (cause) {
    if (!isDiwanError(cause, 'connection_string_invalid')) throw cause;
    const problems = `DIWAN_SHARED_DATABASES: ${name}: ${cause.params.reason ?? 'invalid'}`;
    throw new DiwanError('config_invalid', { cause, params: { problems } });
  }
}

async function upsert(
  deps: CatalogueDeps,
  { name, connection, target }: SharedDatabase & { target: Target },
): Promise<void> {
  const { connections, store, status } = deps;
  const display = redactedTarget(target);
  const known = find(deps, name);
  const id = known?.id ?? create(deps, name, target);
  if (known && known.display !== display) {
    await connections.forget(id);
    deps.snapshots.forget(id);
    status.note(id, null);
  }
  connections.give(id, connection);
  const databases = store.query.updateTable('database_connections').where('id', '=', id);
  store.run(databases.set({ name, dialect: target.dialect, display, origin: 'environment' }));
}

const sharedRows = ({ store }: CatalogueDeps) =>
  store.query
    .selectFrom('database_connections')
    .select(['id', 'name', 'organization_id', 'display'])
    .where('shared', '=', 1)
    .where('status', '<>', 'removed');

const find = (deps: CatalogueDeps, name: string) =>
  deps.store.first(sharedRows(deps).where('name', '=', name));

const fromEnvironment = (deps: CatalogueDeps) =>
  deps.store.all(sharedRows(deps).where('origin', '=', 'environment'));

function create({ store, clock }: CatalogueDeps, name: string, target: Target): number {
  const { lastId } = store.run(
    store.query.insertInto('database_connections').values({
      shared: 1,
      name,
      dialect: target.dialect,
      display: redactedTarget(target),
      // Nothing is kept of it: the environment gives it anew at each start.
      secret_ref: '',
      origin: 'environment',
      created_at: isoTime(clock),
    }),
  );
  return lastId;
}
