import { type ForeignKey, qualifiedName, type Schema } from '../../preload/contract/database.ts';
import type { Note } from '../../preload/contract/databases.ts';
import type { GuardRules } from '../sources/guard.ts';
import type { Target } from '../sources/source.ts';

const fold = (table: string, column: string | null): string =>
  `${table}\n${column ?? ''}`.toLowerCase();

/** What an owner has hidden. Names compare without case. */
export interface Hidden {
  table(name: string): boolean;
  column(table: string, column: string): boolean;
  /** As GuardRules words it. */
  names: readonly string[];
}

export function hiddenBy(notes: readonly Note[]): Hidden {
  const hidden = notes.filter((note) => note.hidden);
  const places = new Set(hidden.map((note) => fold(note.table, note.column)));
  return {
    table: (name) => places.has(fold(name, null)),
    column: (table, column) => places.has(fold(table, column)),
    names: hidden.map(({ table, column }) => (column === null ? table : `${table}.${column}`)),
  };
}

/** The schema without hidden tables and columns, and without the keys that would name them. */
export function visibleSchema(schema: Schema, hidden: Hidden): Schema {
  if (hidden.names.length === 0) return schema;
  const shown = (key: ForeignKey): boolean => {
    const target = qualifiedName({ schema: key.schema, name: key.table });
    return !hidden.table(target) && !key.references.some((column) => hidden.column(target, column));
  };
  const tables = schema.tables
    .filter((table) => !hidden.table(qualifiedName(table)))
    .map((table) => {
      const own = (column: string) => !hidden.column(qualifiedName(table), column);
      return {
        ...table,
        columns: table.columns.filter((column) => own(column.name)),
        foreignKeys: table.foreignKeys.filter((key) => key.columns.every(own) && shown(key)),
      };
    });
  return { ...schema, tables };
}

/** What the guard lets through: only tables of the snapshot, none of the hidden ones. */
export function rulesOf(schema: Schema, hidden: Hidden, target: Target): GuardRules {
  const own = schema.defaultSchema ?? usualSchema(target);
  const columns = schema.tables.map((table) => [
    qualifiedName(table),
    table.columns.map((column) => column.name),
  ]);
  return {
    tables: schema.tables.map(qualifiedName).filter((name) => !hidden.table(name)),
    hidden: hidden.names,
    columns: Object.fromEntries(columns),
    databases: [],
    ...(own === null ? {} : { schema: own }),
  };
}

function usualSchema(target: Target): string | null {
  const usual = { mssql: 'dbo', postgres: 'public', mysql: target.database, sqlite: 'main' };
  return usual[target.dialect] || null;
}
