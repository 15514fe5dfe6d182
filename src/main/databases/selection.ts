import type { DatabaseEntry } from '../../preload/contract/databases.ts';
import type { Person } from '../../preload/contract/people.ts';
import type { Events } from '../lib/events.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { readEntries } from './entries.ts';
import type { DatabaseEvents } from './events.ts';
import { type Usables, viewerOf } from './visibility.ts';

/** Which database a person's questions go to. */
export interface Selection {
  /** @throws DiwanError `not_found`, or `not_allowed` while a personal one is parked */
  select(person: Person, databaseId: number): DatabaseEntry;
  clear(person: Person): void;
  /** The selected one while it may be asked; else the only one there is to ask, or null. */
  current(person: Person): DatabaseEntry | null;
}

export function createSelection(
  store: ManagerStore,
  usables: Usables,
  events: Events<DatabaseEvents>,
): Selection {
  const put = (userId: number, databaseId: number | null): void => {
    const users = store.query.updateTable('users').set({ selected_database_id: databaseId });
    store.run(users.where('id', '=', userId));
  };
  const usable = (person: Person): DatabaseEntry[] =>
    readEntries(store, viewerOf(person)).filter((entry) => !entry.parked);
  return {
    select(person, databaseId) {
      const scope = { userId: person.id, organizationId: person.organization?.id ?? null };
      const { id } = usables.require(scope, databaseId);
      put(person.id, id);
      events.emit('database.selected', {
        databaseId: id,
        organizationId: scope.organizationId,
        by: person.id,
      });
      const [entry] = readEntries(store, viewerOf(person), id);
      return entry ?? unreachable();
    },
    clear: (person) => put(person.id, null),
    current(person) {
      const entries = usable(person);
      const [only, ...others] = entries;
      const selected = entries.find((entry) => entry.selected);
      return selected ?? (others.length === 0 ? (only ?? null) : null);
    },
  };
}

function unreachable(): never {
  throw new RangeError('a database vanished between two statements');
}
