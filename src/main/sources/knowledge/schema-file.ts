import { z } from 'zod';
import type { Table } from '../../../preload/contract/database.ts';

/** The schema file of `schema-select`; names may hold dots (`database.table`). */
export const SchemaFile = z.object({
  tables: z.array(
    z.object({
      name: z.string().min(1),
      columns: z.array(z.object({ name: z.string(), type: z.string().default('') })),
      foreignKeys: z
        .array(z.object({ column: z.string(), table: z.string(), references: z.string() }))
        .default([]),
    }),
  ),
});
export type SchemaFile = z.infer<typeof SchemaFile>;
type FileTable = SchemaFile['tables'][number];

/** What stands before the last dot is the schema; `qualifiedName` gives the whole name back. */
function splitName(full: string): { schema: string | null; name: string } {
  const dot = full.lastIndexOf('.');
  if (dot <= 0 || dot === full.length - 1) return { schema: null, name: full };
  return { schema: full.slice(0, dot), name: full.slice(dot + 1) };
}

function readTable({ name, columns, foreignKeys }: FileTable): Table {
  return {
    ...splitName(name),
    kind: 'table',
    comment: null,
    rowEstimate: null,
    columns: columns.map((column) => ({
      ...column,
      nullable: true,
      primaryKey: false,
      comment: null,
      samples: [],
    })),
    foreignKeys: foreignKeys.map((key) => {
      const { schema, name: table } = splitName(key.table);
      return { columns: [key.column], schema, table, references: [key.references] };
    }),
  };
}

/** The file's tables in its order, as introspection would give them. */
export const tablesOf = (file: SchemaFile): Table[] => file.tables.map(readTable);
