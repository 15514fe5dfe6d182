import type { Schema } from '../../preload/contract/database.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Actor } from '../people/person.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { AskableDatabase } from './catalogue.ts';
import type { Connections, Opened } from './connections.ts';
import { readGrants } from './grants.ts';
import type { Knowledge } from './knowledge.ts';
import type { Snapshots } from './snapshots.ts';
import type { Status } from './status.ts';
import {
  type DatabaseRow,
  requireManaged,
  requireVisible,
  type Scope,
  type Usables,
  viewerOf,
} from './visibility.ts';

export interface Askables {
  /**
   * Everything a question needs of a database. Looks anew each time whether the asker may see it.
   * @throws DiwanError `not_found`, `not_allowed`, `secret_missing`, `grants_not_accepted`, `db_*`
   */
  open(databaseId: number, scope: Scope, signal: AbortSignal): Promise<AskableDatabase>;
  /** The schema as the viewer may see it, hidden things left out; null before it was read. */
  schema(actor: Actor, databaseId: number): Schema | null;
  /** The whole schema for who manages the database. */
  fullSchema(actor: Actor, databaseId: number): Schema | null;
  /** Reads the schema now. */
  refresh(actor: Actor, databaseId: number, signal: AbortSignal): Promise<Schema>;
}

export interface AskablesDeps {
  store: ManagerStore;
  connections: Connections;
  snapshots: Snapshots;
  status: Status;
  knowledge: Knowledge;
  usables: Usables;
  settings: () => { unacceptedGrants: 'warn' | 'refuse' };
}

export function createAskables(deps: AskablesDeps): Askables {
  const { store, connections, snapshots, status, knowledge, usables } = deps;
  const openRow = async (row: DatabaseRow): Promise<Opened> => {
    const { source, target } = await status.watchOutage(row.id, () => connections.open(row));
    return { source: status.watched(row.id, source), target };
  };
  return {
    async open(databaseId, scope, signal) {
      const row = usables.require(scope, databaseId);
      requireAccepted(row, deps.settings().unacceptedGrants);
      const opened = await openRow(row);
      const full = await snapshots.ensure(row.id, opened, signal);
      // reading a schema takes a while: the person may have been removed meanwhile
      const { id, name, dialect } = usables.require(scope, databaseId);
      const { rules, link } = knowledge.of(id, full);
      return { id, name, dialect, source: opened.source, rules: rules(opened.target), link };
    },
    schema(actor, databaseId) {
      const row = requireVisible(store, viewerOf(actor), databaseId);
      const full = snapshots.latest(row.id);
      return full && knowledge.of(row.id, full).schema;
    },
    fullSchema(actor, databaseId) {
      return snapshots.latest(requireManaged(store, viewerOf(actor), databaseId).id);
    },
    async refresh(actor, databaseId, signal) {
      const row = requireManaged(store, viewerOf(actor), databaseId);
      return snapshots.refresh(row.id, await openRow(row), signal);
    },
  };
}

function requireAccepted(row: DatabaseRow, unaccepted: 'warn' | 'refuse'): void {
  if (unaccepted === 'warn' || row.grants_accepted_at !== null) return;
  if (readGrants(row)?.verdict === 'excess')
    throw new DiwanError('grants_not_accepted', { params: { name: row.name } });
}
