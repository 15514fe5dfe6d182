import { z } from 'zod';
import { qualifiedName, type Schema } from '../../preload/contract/database.ts';
import { type Note, NoteInput, samplings } from '../../preload/contract/databases.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { Actor } from '../people/person.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';
import type { Snapshots } from './snapshots.ts';
import { requireManaged, viewerOf } from './visibility.ts';

/** What owners say of their tables and columns: other words for them, and what is not shown. */
export interface Notes {
  list(actor: Actor, id: number): Note[];
  /**
   * Changes what is given and keeps the rest.
   * @throws DiwanError `not_found` for a table or column that the schema does not have
   */
  set(actor: Actor, id: number, input: NoteInput): Note;
}

export function createNotes(deps: {
  store: ManagerStore;
  events: Events<DatabaseEvents>;
  snapshots: Snapshots;
}): Notes {
  const { store, events, snapshots } = deps;
  return {
    list(actor, id) {
      requireManaged(store, viewerOf(actor), id);
      return readNotes(store, id);
    },
    set(actor, id, input) {
      requireManaged(store, viewerOf(actor), id);
      const given = parseInput(NoteInput, input);
      const place = placeIn(snapshots.latest(id), given.table, given.column);
      const note = store.transaction(() => {
        const before = readNotes(store, id).find(
          ({ table, column }) => table === place.table && column === place.column,
        );
        const after = { ...unsaid, ...before, ...place, ...stated(given) };
        writeNote(store, id, after);
        return after;
      });
      events.emit('database.changed', { databaseId: id });
      return note;
    },
  };
}

type Place = Pick<Note, 'table' | 'column'>;
const unsaid = {
  description: null,
  synonyms: [] as string[],
  hidden: false,
  sampling: 'auto',
} as const;

function stated({ description, synonyms, ...given }: z.output<typeof NoteInput>) {
  return {
    ...(description === undefined ? {} : { description: description || null }),
    ...(synonyms === undefined ? {} : { synonyms }),
    ...(given.hidden === undefined ? {} : { hidden: given.hidden }),
    ...(given.sampling === undefined ? {} : { sampling: given.sampling }),
  };
}

/** The names as the schema spells them: engines compare them without case, mostly. */
function placeIn(schema: Schema | null, table: string, column: string | null): Place {
  if (!schema) return { table, column };
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const found = schema.tables.find((candidate) => same(qualifiedName(candidate), table));
  const own = found?.columns.find((candidate) => same(candidate.name, column ?? ''));
  if (!found || (column !== null && !own))
    throw new DiwanError('not_found', { params: { what: column === null ? 'table' : 'column' } });
  return { table: qualifiedName(found), column: own?.name ?? null };
}

const Synonyms = z.array(z.string());

export const readNotes = (store: ManagerStore, id: number): Note[] =>
  store
    .all(store.query.selectFrom('schema_notes').selectAll().where('database_id', '=', id))
    .map((row) => ({
      table: row.table_name,
      column: row.column_name === '' ? null : row.column_name,
      description: row.description,
      synonyms: Synonyms.parse(JSON.parse(row.synonyms)),
      hidden: row.hidden === 1,
      sampling: samplings[row.private] ?? 'never',
    }));

function writeNote(store: ManagerStore, id: number, note: Note): void {
  const said = {
    description: note.description,
    synonyms: JSON.stringify(note.synonyms),
    hidden: Number(note.hidden),
    private: samplings.indexOf(note.sampling),
  };
  const key = { database_id: id, table_name: note.table, column_name: note.column ?? '' };
  store.run(
    store.query
      .insertInto('schema_notes')
      .values({ ...key, ...said })
      .onConflict((conflict) =>
        conflict.columns(['database_id', 'table_name', 'column_name']).doUpdateSet(said),
      ),
  );
}
