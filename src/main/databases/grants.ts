import { GrantReport as StoredReport } from '../../preload/contract/databases.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { Actor } from '../people/person.ts';
import type { GrantReport } from '../sources/source.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Connections } from './connections.ts';
import type { DatabaseEvents } from './events.ts';
import { type DatabaseRow, requireManaged, viewerOf } from './visibility.ts';

/** What each database's login could do beyond reading, and who took that risk. */
export interface Grants {
  /** The last report; null while there was none. */
  report(actor: Actor, id: number): GrantReport | null;
  /** Asks the engine anew. New rights end an earlier acceptance. */
  audit(actor: Actor, id: number, signal: AbortSignal): Promise<GrantReport>;
  /**
   * An owner's word that the excess is known, given by typing the database's name.
   * @throws DiwanError `invalid_input` (name), `conflict` where nothing is to be accepted
   */
  accept(actor: Actor, id: number, name: string): void;
}

export interface GrantsDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<DatabaseEvents>;
  connections: Connections;
}

export function createGrants({ store, clock, events, connections }: GrantsDeps): Grants {
  const managed = (actor: Actor, id: number) => requireManaged(store, viewerOf(actor), id);
  return {
    report: (actor, id) => readGrants(managed(actor, id)),
    async audit(actor, id, signal) {
      const { source } = await connections.open(managed(actor, id));
      const report = await source.audit(signal);
      storeGrants(store, managed(actor, id), report);
      return report;
    },
    accept(actor, id, name) {
      const row = managed(actor, id);
      const report = readGrants(row);
      if (report?.verdict !== 'excess')
        throw new DiwanError('conflict', { params: { what: 'nothing_to_accept' } });
      if (name.trim().toLowerCase() !== row.name.toLowerCase())
        throw new DiwanError('invalid_input', { params: { field: 'name', problem: 'custom' } });
      const accepted = { grants_accepted_by: actor.id, grants_accepted_at: isoTime(clock) };
      const databases = store.query.updateTable('database_connections').set(accepted);
      store.run(databases.where('id', '=', id));
      const rights = report.findings.map((finding) => finding.right);
      const { organization_id: organizationId } = row;
      events.emit('database.grantsAccepted', {
        databaseId: id,
        organizationId,
        by: actor.id,
        rights,
      });
    },
  };
}

export const readGrants = (row: Pick<DatabaseRow, 'grants'>): GrantReport | null =>
  row.grants === null ? null : StoredReport.parse(JSON.parse(row.grants));

/** Keeps an acceptance only while it covers all that the login can do now. */
export function storeGrants(
  store: ManagerStore,
  row: Pick<DatabaseRow, 'id' | 'grants'>,
  report: GrantReport,
): void {
  const before = new Set(readGrants(row)?.findings.map((finding) => finding.right));
  const covered = report.findings.every((finding) => before.has(finding.right));
  const databases = store.query.updateTable('database_connections').where('id', '=', row.id);
  store.transaction(() => {
    store.run(databases.set({ grants: JSON.stringify(report) }));
    if (!covered) store.run(databases.set({ grants_accepted_by: null, grants_accepted_at: null }));
  });
}

/** The login is another one now. */
export const forgetGrants = (store: ManagerStore, id: number) =>
  store.run(
    store.query
      .updateTable('database_connections')
      .set({ grants: null, grants_accepted_by: null, grants_accepted_at: null })
      .where('id', '=', id),
  );
