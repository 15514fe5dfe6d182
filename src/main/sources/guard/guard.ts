import type { Dialect } from '../../../preload/contract/database.ts';
import type { CheckedSql } from '../source.ts';

/** Why a statement was refused; `reason` is a plain English sentence for logs and the model. */
export const refusals = [
  'characters', // control, bidi or NUL characters, odd white space
  'unterminated', // a quote or comment without its end
  'multiple', // more than one statement
  'unparsed', // the dialect's parser does not understand it
  'not_query', // anything but one SELECT
  'write', // writes data or schema, SELECT INTO, data-modifying CTE
  'execute', // EXEC, CALL, dynamic SQL
  'function', // a function that is not on the dialect's allow list
  'remote', // OPENROWSET, linked servers, dblink, other databases
  'file', // reads or writes files, large objects
  'session', // changes or reveals session or server settings
  'lock', // takes or asks for locks
  'sleep', // waits on purpose
  'system', // system secrets and catalogues
  'comment', // executable or hidden comments, optimizer hints
  'hidden', // a table or column the owner has hidden
  'unknown_table', // a table that is not in the known schema
  'endless', // recursion or series without a bound
  'too_long',
] as const;
export type Refusal = (typeof refusals)[number];

export type Verdict =
  | { ok: true; sql: CheckedSql; tables: readonly string[] }
  | { ok: false; code: Refusal; reason: string };

/**
 * What the guard knows of the database beyond its dialect, never changed once made. All names
 * compare without case.
 */
export interface GuardRules {
  /** Tables and views that may be read, `name` or `schema.name`; null: not limited (sql-check). */
  tables: readonly string[] | null;
  /** Hidden tables (`table`, `schema.table`) and columns (`table.column`, `schema.table.column`). */
  hidden: readonly string[];
  /** Columns by table, so that `*` over a table with hidden columns can be refused. */
  columns: Readonly<Record<string, readonly string[]>>;
  /** Other databases on the same server the owner allows. */
  databases: readonly string[];
  /** The login's default schema (MySQL: its database): `dbo.Orders` is then the known `Orders`. */
  schema?: string;
  /** User-written functions the owner allows, `name` or `schema.name`. */
  functions?: readonly string[];
}

export const openRules: GuardRules = { tables: null, hidden: [], columns: {}, databases: [] };

/** Judges one statement. Never throws for bad SQL; the first call of a dialect loads its parser. */
export type Guard = (sql: string, rules: GuardRules) => Promise<Verdict>;
export type Guards = Readonly<Record<Dialect, Guard>>;

/** One rule's objection. Rules answer null where they have none. */
export interface Finding {
  code: Refusal;
  reason: string;
}

export const finding = (code: Refusal, reason: string): Finding => ({ code, reason });
