import { z } from 'zod';
import type { Column, ForeignKey, Schema, Table } from '../../../preload/contract/database.ts';
import { catalog } from './catalog.ts';
import type { Session } from './connect.ts';
import { Flag, readAll } from './read.ts';
import { typeText } from './type-text.ts';

const EngineRow = z.object({
  version: z.string(),
  default_schema: z.string().nullable(),
  database_name: z.string(),
});

const TableRow = z.object({
  object_id: z.number(),
  schema_name: z.string(),
  table_name: z.string(),
  kind: z.string(),
  comment: z.string().nullable(),
  row_count: z.coerce.number().nullable(),
});

const ColumnRow = z.object({
  object_id: z.number(),
  column_name: z.string(),
  type_name: z.string(),
  max_length: z.number(),
  precision: z.number(),
  scale: z.number(),
  is_nullable: Flag,
  is_primary_key: Flag,
  comment: z.string().nullable(),
});

const KeyRow = z.object({
  key_id: z.number(),
  object_id: z.number(),
  column_name: z.string(),
  to_schema: z.string(),
  to_table: z.string(),
  to_column: z.string(),
});

/** The server in its own words, and where unqualified names lead. */
export async function readEngine(
  session: Session,
  signal: AbortSignal,
): Promise<{ engine: string; defaultSchema: string | null; database: string }> {
  const [row] = await readAll(session, catalog.engine, EngineRow, signal);
  const [engine = 'Microsoft SQL Server'] = row?.version.split('\n') ?? [];
  return {
    engine: engine.trim(),
    defaultSchema: row?.default_schema ?? null,
    database: row?.database_name ?? '',
  };
}

/** Every table and view the login can see, in four reads whatever their number. */
export async function readSchema(
  session: Session,
  signal: AbortSignal,
): Promise<Pick<Schema, 'engine' | 'tables'>> {
  const { engine, defaultSchema } = await readEngine(session, signal);
  const tables = await readAll(session, catalog.tables, TableRow, signal);
  const columns = Map.groupBy(
    await readAll(session, catalog.columns, ColumnRow, signal),
    ({ object_id }) => object_id,
  );
  const keys = Map.groupBy(
    await readAll(session, catalog.foreignKeys, KeyRow, signal),
    ({ object_id }) => object_id,
  );
  const named = (schema: string) => (schema === defaultSchema ? null : schema);
  return {
    engine,
    tables: tables.map(
      (table): Table => ({
        schema: named(table.schema_name),
        name: table.table_name,
        kind: table.kind === 'V' ? 'view' : 'table',
        comment: table.comment,
        rowEstimate: table.kind === 'V' ? null : table.row_count,
        columns: (columns.get(table.object_id) ?? []).map(toColumn),
        foreignKeys: toForeignKeys(keys.get(table.object_id) ?? [], named),
      }),
    ),
  };
}

const toColumn = (row: z.output<typeof ColumnRow>): Column => ({
  name: row.column_name,
  type: typeText(row.type_name, row.max_length, row.precision, row.scale),
  nullable: row.is_nullable,
  primaryKey: row.is_primary_key,
  comment: row.comment,
  samples: [],
});

/** The rows of one key are its columns, in order. */
function toForeignKeys(
  rows: z.output<typeof KeyRow>[],
  named: (schema: string) => string | null,
): ForeignKey[] {
  return [...Map.groupBy(rows, ({ key_id }) => key_id).values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    return {
      columns: parts.map(({ column_name }) => column_name),
      schema: named(first.to_schema),
      table: first.to_table,
      references: parts.map(({ to_column }) => to_column),
    };
  });
}
