import type { Schema } from '../../preload/contract/database.ts';
import type { Events } from '../lib/events.ts';
import type { GuardRules } from '../sources/guard.ts';
import type { Target } from '../sources/source.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';
import { readGlossary } from './glossary.ts';
import { hiddenBy, rulesOf, visibleSchema } from './hiding.ts';
import { createLinker, type Linker } from './linking.ts';
import { readNotes } from './notes.ts';
import { blankPrivate } from './profiling.ts';
import { readApproved } from './verified.ts';

/** A schema as it may be shown and asked. */
export interface Known {
  schema: Schema;
  /** The same ones for the same target. */
  rules(target: Target): GuardRules;
  link: Linker;
}

/** Put together once a snapshot and kept until anything about the database changes. */
export interface Knowledge {
  of(id: number, full: Schema): Known;
}

const kept = 64;

export function createKnowledge(store: ManagerStore, events: Events<DatabaseEvents>): Knowledge {
  const memory = new Map<number, { full: Schema; known: Known }>();
  events.on('database.changed', ({ databaseId }) => void memory.delete(databaseId));
  events.on('database.removed', ({ databaseId }) => void memory.delete(databaseId));
  return {
    of(id, full) {
      const remembered = memory.get(id);
      if (remembered?.full === full) return remembered.known;
      const known = assemble(store, id, full);
      memory.delete(id);
      memory.set(id, { full, known });
      const oldest = memory.keys().next();
      if (memory.size > kept && !oldest.done) memory.delete(oldest.value);
      return known;
    },
  };
}

function assemble(store: ManagerStore, id: number, full: Schema): Known {
  const notes = readNotes(store, id);
  const hidden = hiddenBy(notes);
  const schema = blankPrivate(visibleSchema(full, hidden), notes);
  let linker: Linker | null = null;
  let ruled: { target: Target; rules: GuardRules } | null = null;
  return {
    schema,
    rules(target) {
      if (ruled?.target !== target) ruled = { target, rules: rulesOf(full, hidden, target) };
      return ruled.rules;
    },
    // the index of a large schema takes a while: only a question needs it
    link(question, budgetTokens) {
      linker ??= createLinker(schema, full, hidden, {
        notes,
        glossary: readGlossary(store, id),
        approved: readApproved(store, id),
      });
      return linker(question, budgetTokens);
    },
  };
}
