import { randomUUID } from 'node:crypto';
import type { Settings } from '../../preload/contract/settings.ts';
import type { Secrets } from '../host.ts';
import { Breaker } from '../lib/breaker.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import type { PeopleEvents } from '../people/events.ts';
import type { Persons } from '../people/person.ts';
import type { Gate } from '../sources/gate.ts';
import type { Sources } from '../sources/sources.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type Askables, createAskables } from './askable.ts';
import { type Cases, createCases } from './cases.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { createConnections } from './connections.ts';
import type { DatabaseEvents } from './events.ts';
import { createGlossary, type Glossary } from './glossary.ts';
import { createGrants, type Grants } from './grants.ts';
import { createKnowledge } from './knowledge.ts';
import { createNotes, type Notes } from './notes.ts';
import { createProving, type Prove } from './proving.ts';
import { dropSecretsOfRemoved, removeDatabasesOf } from './removing.ts';
import { createSelection, type Selection } from './selection.ts';
import { StoredSnapshots } from './snapshots.ts';
import { isOutage, LearntStatus } from './status.ts';
import { createVerified, type VerifiedQueries } from './verified.ts';
import { createUsables } from './visibility.ts';

export interface DatabasesDeps {
  store: ManagerStore;
  clock: Clock;
  log: Log;
  secrets: Secrets;
  events: Events<DatabaseEvents & PeopleEvents>;
  persons: Persons;
  sources: Sources;
  gate: Gate;
  /** The data folder. */
  home: string;
  settings: () => Settings['databases'];
}

/** Everything about customers' databases but the asking. Dispose it before sources and store. */
export interface Databases extends AsyncDisposable {
  catalogue: Catalogue;
  selection: Selection;
  askables: Askables;
  grants: Grants;
  notes: Notes;
  glossary: Glossary;
  verified: VerifiedQueries;
  cases: Cases;
  prove: Prove;
  /** Secrets of removed databases that could not be deleted at the time. */
  tidy(): Promise<void>;
}

export function createDatabases(deps: DatabasesDeps): Databases {
  const { store, clock, log, events, persons, settings } = deps;
  const isAdmin = (userId: number) => persons.byId(userId)?.admin ?? false;
  const connections = createConnections({ ...deps, reach: () => settings().reach, isAdmin });
  const snapshots = new StoredSnapshots(deps);
  const breaker = new Breaker({ clock, random: Math.random, isOutage, restMs: 5_000 });
  const status = new LearntStatus(store, events, breaker);
  const knowledge = createKnowledge(store, events);
  const usables = createUsables(store);
  const parts = { ...deps, connections, snapshots, status, knowledge, usables };
  const ending = new Set<Promise<void>>();
  const closed = events.on('organization.closed', ({ organizationId }) => {
    const removal = removeDatabasesOf(parts, organizationId)
      .catch((error: unknown) => log.error({ error, organizationId }, 'databases not removed'))
      .finally(() => ending.delete(removal));
    ending.add(removal);
  });
  const askables = createAskables(parts);
  return {
    catalogue: createCatalogue({ ...parts, newKey: () => `trial-${randomUUID()}` }),
    selection: createSelection(store, usables, events),
    askables,
    grants: createGrants(parts),
    notes: createNotes(parts),
    glossary: createGlossary(parts),
    verified: createVerified(parts),
    cases: createCases({ store, clock, events }),
    prove: createProving({ gate: deps.gate, askables }),
    tidy: () => dropSecretsOfRemoved(parts),
    async [Symbol.asyncDispose]() {
      closed[Symbol.dispose]();
      await Promise.all(ending);
      await snapshots[Symbol.asyncDispose]();
    },
  };
}
