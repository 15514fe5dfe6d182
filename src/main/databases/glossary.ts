import { GlossaryInput, type GlossaryTerm } from '../../preload/contract/databases.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { Actor } from '../people/person.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';
import { requireManaged, requireVisible, viewerOf } from './visibility.ts';

/** What an organisation's own words mean in its database. */
export interface Glossary {
  list(actor: Actor, databaseId: number): GlossaryTerm[];
  /** A term that is there gets the new meaning. */
  set(actor: Actor, databaseId: number, input: GlossaryInput): GlossaryTerm;
  remove(actor: Actor, databaseId: number, termId: number): void;
}

export function createGlossary(deps: {
  store: ManagerStore;
  events: Events<DatabaseEvents>;
}): Glossary {
  const { store, events } = deps;
  return {
    list(actor, databaseId) {
      requireVisible(store, viewerOf(actor), databaseId);
      return readGlossary(store, databaseId);
    },
    set(actor, databaseId, input) {
      requireManaged(store, viewerOf(actor), databaseId);
      const { term, meaning } = parseInput(GlossaryInput, input);
      const row = store.first(
        store.query
          .insertInto('glossary')
          .values({ database_id: databaseId, term, meaning })
          .onConflict((conflict) =>
            conflict.columns(['database_id', 'term']).doUpdateSet({ meaning }),
          )
          .returning('id'),
      );
      events.emit('database.changed', { databaseId });
      return { id: row?.id ?? 0, term, meaning };
    },
    remove(actor, databaseId, termId) {
      requireManaged(store, viewerOf(actor), databaseId);
      const terms = store.query.deleteFrom('glossary').where('database_id', '=', databaseId);
      if (store.run(terms.where('id', '=', termId)).changes === 0)
        throw new DiwanError('not_found', { params: { what: 'term' } });
      events.emit('database.changed', { databaseId });
    },
  };
}

export const readGlossary = (store: ManagerStore, databaseId: number): GlossaryTerm[] =>
  store.all(
    store.query
      .selectFrom('glossary')
      .select(['id', 'term', 'meaning'])
      .where('database_id', '=', databaseId)
      .orderBy('term'),
  );
