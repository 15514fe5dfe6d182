/** A customer's database as both sides see it: its dialect, its schema, what a query returned. */
import { z } from 'zod';

export const dialects = ['mssql', 'postgres', 'mysql', 'sqlite'] as const;
export const Dialect = z.enum(dialects);
export type Dialect = z.infer<typeof Dialect>;

/** What people call them, as long as the server itself has not said its name. */
export const engineNames: Readonly<Record<Dialect, string>> = {
  mssql: 'SQL Server',
  postgres: 'PostgreSQL',
  mysql: 'MySQL / MariaDB',
  sqlite: 'SQLite',
};

export const Column = z.object({
  name: z.string(),
  /** The type as the engine words it, e.g. `nvarchar(40)`. */
  type: z.string(),
  nullable: z.boolean(),
  primaryKey: z.boolean(),
  comment: z.string().nullable(),
  /** A few distinct values of a small text column, or the range of a date or number. */
  samples: z.array(z.string()),
});
export type Column = z.infer<typeof Column>;

export const ForeignKey = z.object({
  columns: z.array(z.string()),
  /** The referenced table, named as in `Table.name` (and `Table.schema`). */
  schema: z.string().nullable(),
  table: z.string(),
  references: z.array(z.string()),
});
export type ForeignKey = z.infer<typeof ForeignKey>;

export const Table = z.object({
  /** Null where the engine has none, or for the login's default schema. */
  schema: z.string().nullable(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  comment: z.string().nullable(),
  rowEstimate: z.number().nullable(),
  columns: z.array(Column),
  foreignKeys: z.array(ForeignKey),
});
export type Table = z.infer<typeof Table>;

export const Schema = z.object({
  dialect: Dialect,
  /** The engine and its version in its own words, e.g. `PostgreSQL 18.4`. */
  engine: z.string(),
  tables: z.array(Table),
  /** The name of the login's default schema (MySQL: its database), where the engine tells it. */
  defaultSchema: z.string().optional(),
  /** UTC ISO-8601. */
  takenAt: z.string(),
});
export type Schema = z.infer<typeof Schema>;

export const cellTypes = [
  'text',
  'integer',
  'decimal',
  'float',
  'boolean',
  'date',
  'time',
  'datetime',
  'binary',
  'json',
  'uuid',
  'other',
] as const;

/**
 * A cell loses nothing: integers beyond 2^53 and all decimals are strings of digits, dates and
 * times ISO-8601 text, binary `0x…` hex text.
 */
export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof Cell>;

export const ResultColumn = z.object({ name: z.string(), type: z.enum(cellTypes) });
export type ResultColumn = z.infer<typeof ResultColumn>;

export const Result = z.object({
  columns: z.array(ResultColumn),
  rows: z.array(z.array(Cell)),
  /** Which cap ended the reading, null when every row is here. */
  cut: z.enum(['rows', 'bytes']).nullable(),
  elapsedMs: z.number(),
});
export type Result = z.infer<typeof Result>;

/** `schema.name`, or the bare name where the schema is the default one. */
export function qualifiedName(table: { schema: string | null; name: string }): string {
  return table.schema === null ? table.name : `${table.schema}.${table.name}`;
}
