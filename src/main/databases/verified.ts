import { type Verified, VerifiedInput } from '../../preload/contract/databases.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { Actor } from '../people/person.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';
import { type DatabaseRow, requireManaged, requireVisible, viewerOf } from './visibility.ts';

/** Questions whose SQL people found right, and an owner has approved. */
export interface VerifiedQueries {
  /** Approved ones; for who manages the database proposals too, others see their own. */
  list(actor: Actor, databaseId: number): Verified[];
  /**
   * Anyone who may ask may propose; from who manages the database it is approved at once.
   * A second one for the same question takes the first one's place.
   */
  propose(actor: Actor, databaseId: number, input: VerifiedInput): Verified;
  /** With `change` the owner's own wording is approved. */
  approve(actor: Actor, databaseId: number, id: number, change?: Partial<VerifiedInput>): Verified;
  /** Turns a proposal down, or withdraws an approved one. */
  remove(actor: Actor, databaseId: number, id: number): void;
}

export function createVerified(deps: {
  store: ManagerStore;
  clock: Clock;
  events: Events<DatabaseEvents>;
}): VerifiedQueries {
  const { store, clock, events } = deps;
  const changed = (databaseId: number) => events.emit('database.changed', { databaseId });
  return {
    list(actor, databaseId) {
      const row = requireVisible(store, viewerOf(actor), databaseId);
      return listFor(store, row, actor.id);
    },
    propose(actor, databaseId, input) {
      const row = requireVisible(store, viewerOf(actor), databaseId);
      const given = parseInput(VerifiedInput, input);
      const made = insert(store, row, actor, given, isoTime(clock));
      if (made.status === 'approved') changed(databaseId);
      return made;
    },
    approve(actor, databaseId, id, change = {}) {
      requireManaged(store, viewerOf(actor), databaseId);
      const before = readOne(store, databaseId, id);
      const { question, sql } = parseInput(VerifiedInput, { ...before, ...change });
      const after = { question, sql, status: 'approved', approved_by: actor.id } as const;
      store.transaction(() => {
        withdraw(store, databaseId, question, id);
        const queries = store.query.updateTable('verified_queries').set(after);
        store.run(queries.where('id', '=', id));
      });
      changed(databaseId);
      return readOne(store, databaseId, id);
    },
    remove(actor, databaseId, id) {
      requireManaged(store, viewerOf(actor), databaseId);
      readOne(store, databaseId, id);
      store.run(store.query.deleteFrom('verified_queries').where('id', '=', id));
      changed(databaseId);
    },
  };
}

const queriesOf = (store: ManagerStore, databaseId: number) =>
  store.query
    .selectFrom('verified_queries')
    .select(['id', 'question', 'sql', 'status', 'created_at as createdAt'])
    .where('database_id', '=', databaseId)
    .orderBy('status', 'desc')
    .orderBy('id', 'desc');

function listFor(store: ManagerStore, row: DatabaseRow, userId: number | null): Verified[] {
  const queries = queriesOf(store, row.id);
  if (row.manageable === 1) return store.all(queries);
  return store.all(
    queries.where((eb) =>
      eb.or([eb('status', '=', 'approved'), eb('proposed_by', '=', userId ?? 0)]),
    ),
  );
}

function readOne(store: ManagerStore, databaseId: number, id: number): Verified {
  const row = store.first(queriesOf(store, databaseId).where('id', '=', id));
  if (!row) throw new DiwanError('not_found', { params: { what: 'verified_query' } });
  return row;
}

function insert(
  store: ManagerStore,
  row: DatabaseRow,
  actor: Actor,
  { question, sql }: { question: string; sql: string },
  now: string,
): Verified {
  const approved = row.manageable === 1;
  return store.transaction(() => {
    if (approved) withdraw(store, row.id, question, null);
    else retract(store, row.id, question, actor.id);
    const { lastId } = store.run(
      store.query.insertInto('verified_queries').values({
        database_id: row.id,
        question,
        sql,
        status: approved ? 'approved' : 'proposed',
        proposed_by: actor.id,
        approved_by: approved ? actor.id : null,
        created_at: now,
      }),
    );
    return readOne(store, row.id, lastId);
  });
}

const sameQuestion = (store: ManagerStore, databaseId: number, question: string) =>
  store.query
    .deleteFrom('verified_queries')
    .where('database_id', '=', databaseId)
    .where('question', '=', question);

/** Makes room for a newly approved wording. */
const withdraw = (store: ManagerStore, databaseId: number, question: string, but: number | null) =>
  store.run(
    sameQuestion(store, databaseId, question)
      .where('status', '=', 'approved')
      .where('id', 'is not', but),
  );

/** Makes room for somebody's second proposal. */
const retract = (store: ManagerStore, databaseId: number, question: string, by: number | null) =>
  store.run(
    sameQuestion(store, databaseId, question)
      .where('status', '=', 'proposed')
      .where('proposed_by', 'is', by),
  );

/** Approved ones, for the model. */
export const readApproved = (store: ManagerStore, databaseId: number): Verified[] =>
  store.all(queriesOf(store, databaseId).where('status', '=', 'approved'));
