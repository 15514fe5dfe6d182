import type { Secrets } from '../host.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Persons } from '../people/person.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Connections } from './connections.ts';
import type { DatabaseEvents } from './events.ts';
import type { Snapshots } from './snapshots.ts';
import type { Status } from './status.ts';

/** What adding, changing and removing a database needs of the house. */
export interface CatalogueDeps {
  store: ManagerStore;
  clock: Clock;
  secrets: Secrets;
  events: Events<DatabaseEvents>;
  persons: Persons;
  connections: Connections;
  snapshots: Snapshots;
  status: Status;
  /** A name for a connection that is only tried. */
  newKey: () => string;
}
