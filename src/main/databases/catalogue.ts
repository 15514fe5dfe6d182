import type { Dialect, Schema } from '../../preload/contract/database.ts';
import {
  type AddDatabase,
  ConnectionString,
  type DatabaseEntry,
} from '../../preload/contract/databases.ts';
import { DisplayName } from '../../preload/contract/people.ts';
import type { SharedDatabase } from '../config.ts';
import { DiwanError } from '../lib/errors.ts';
import { parseInput } from '../lib/input.ts';
import type { Actor } from '../people/person.ts';
import type { GuardRules } from '../sources/guard.ts';
import type { Source } from '../sources/source.ts';
import { type Added, addDatabase } from './adding.ts';
import type { CatalogueDeps } from './deps.ts';
import { readEntries } from './entries.ts';
import { reconnect } from './reconnecting.ts';
import { removeDatabase } from './removing.ts';
import { syncShared } from './shared.ts';
import { requireManaged, viewerOf } from './visibility.ts';

/** The part of a schema that a question needs, as data and as the text a model reads. */
export interface LinkedSchema {
  schema: Schema;
  text: string;
}

/** A database that may be asked, with all the pipeline needs of it. */
export interface AskableDatabase {
  id: number;
  name: string;
  dialect: Dialect;
  source: Source;
  /** Hidden tables and columns are in neither the schema nor its text. */
  link(question: string, budgetTokens: number): LinkedSchema;
  rules: GuardRules;
}

/** Which databases there are, and whose. An id of elsewhere is `not_found` to every function. */
export interface Catalogue {
  /** Personal for a standalone person, the organisation's for its owner. */
  add(actor: Actor, input: AddDatabase, signal: AbortSignal): Promise<Added>;
  /** Personal ones (parked while in an organisation), the organisation's, shared ones. */
  list(actor: Actor): DatabaseEntry[];
  get(actor: Actor, id: number): DatabaseEntry;
  rename(actor: Actor, id: number, name: string): DatabaseEntry;
  /** Another connection string for the same database: a new password, another host. */
  reconnect(
    actor: Actor,
    id: number,
    connection: string,
    signal: AbortSignal,
  ): Promise<DatabaseEntry>;
  /** Connects and says how it went, in the entry's status and as an error. */
  test(actor: Actor, id: number, signal: AbortSignal): Promise<DatabaseEntry>;
  remove(actor: Actor, id: number): Promise<void>;
  /** At start: DIWAN_SHARED_DATABASES. */
  syncShared(named: readonly SharedDatabase[]): Promise<void>;
}

export function createCatalogue(deps: CatalogueDeps): Catalogue {
  const { store, events } = deps;
  const managed = (actor: Actor, id: number) => requireManaged(store, viewerOf(actor), id);
  const get = (actor: Actor, id: number): DatabaseEntry => {
    const [entry] = readEntries(store, viewerOf(actor), id);
    if (!entry) throw new DiwanError('not_found', { params: { what: 'database' } });
    return entry;
  };
  return {
    add: (actor, input, signal) => addDatabase(deps, actor, input, signal),
    list: (actor) => readEntries(store, viewerOf(actor)),
    get,
    rename(actor, id, given) {
      const { organization_id: organizationId } = managed(actor, id);
      const name = parseInput(DisplayName, given);
      rename(deps, id, name);
      events.emit('database.renamed', { databaseId: id, organizationId, by: actor.id, name });
      return get(actor, id);
    },
    async reconnect(actor, id, connection, signal) {
      await reconnect(deps, actor, id, parseInput(ConnectionString, connection), signal);
      return get(actor, id);
    },
    async test(actor, id, signal) {
      const row = managed(actor, id);
      await deps.status.watch(id, async () => {
        const { source } = await deps.connections.open(row);
        await source.test(signal);
      });
      return get(actor, id);
    },
    remove: async (actor, id) => removeDatabase(deps, managed(actor, id), actor.id),
    syncShared: (named) => syncShared(deps, named),
  };
}

function rename({ store }: CatalogueDeps, id: number, name: string): void {
  const done = store.run(
    store.query
      .updateTable('database_connections as d')
      .set({ name })
      .where('d.id', '=', id)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('database_connections as o')
              .select('o.id')
              .whereRef('o.user_id', 'is', eb.ref('d.user_id'))
              .whereRef('o.organization_id', 'is', eb.ref('d.organization_id'))
              .whereRef('o.id', '<>', 'd.id')
              .where('o.name', '=', name)
              .where('o.status', '<>', 'removed'),
          ),
        ),
      ),
  );
  if (done.changes === 0)
    throw new DiwanError('already_exists', { params: { what: 'database', name } });
}
