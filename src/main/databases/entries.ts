import type { DatabaseEntry } from '../../preload/contract/databases.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { readGrants } from './grants.ts';
import { type DatabaseRow, type Viewer, visibleDatabases } from './visibility.ts';

/** As the viewer sees them: personal ones first, then the organisation's, then shared ones. */
export function readEntries(store: ManagerStore, viewer: Viewer, id?: number): DatabaseEntry[] {
  const visible = visibleDatabases(store, viewer)
    .leftJoin('schema_snapshots as s', 's.database_id', 'd.id')
    .select('s.taken_at')
    .orderBy('d.shared')
    .orderBy('d.user_id', 'desc')
    .orderBy('d.name');
  const rows = store.all(id === undefined ? visible : visible.where('d.id', '=', id));
  const selected = selectedOf(store, viewer.userId);
  return rows.map((row) => toEntry(row, row.taken_at, selected));
}

export const kindOf = (row: Pick<DatabaseRow, 'shared' | 'user_id'>): DatabaseEntry['kind'] => {
  if (row.shared === 1) return 'shared';
  return row.user_id === null ? 'organization' : 'personal';
};

function toEntry(row: DatabaseRow, takenAt: string | null, selected: number | null): DatabaseEntry {
  const manageable = row.manageable === 1;
  return {
    id: row.id,
    name: row.name,
    dialect: row.dialect,
    kind: kindOf(row),
    status: row.status === 'failing' ? 'failing' : 'ok',
    statusCode: row.status_code,
    engine: row.engine,
    parked: row.parked === 1,
    selected: row.id === selected,
    manageable,
    display: manageable ? row.display : null,
    grants: manageable ? grantsOf(row) : null,
    schemaTakenAt: takenAt,
    createdAt: row.created_at,
  };
}

function grantsOf(row: DatabaseRow): DatabaseEntry['grants'] {
  const report = readGrants(row);
  if (!report) return 'unknown';
  if (report.verdict === 'excess' && row.grants_accepted_at !== null) return 'accepted';
  return report.verdict;
}

function selectedOf(store: ManagerStore, userId: number | null): number | null {
  if (userId === null) return null;
  const users = store.query.selectFrom('users').select('selected_database_id as id');
  return store.first(users.where('id', '=', userId))?.id ?? null;
}
