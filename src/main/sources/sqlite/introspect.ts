import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Column, ForeignKey, Table } from '../../../preload/contract/database.ts';
import { commentsOf, type TableComments } from './comments.ts';

/** Up to this size counting every row costs milliseconds; beyond, estimates serve. */
const countableBytes = 64 * 1024 * 1024;
const tablesPerMessage = 50;

const Listed = z.object({
  name: z.string(),
  type: z.enum(['table', 'view', 'virtual']),
  sql: z.string().nullable(),
});
type Listed = z.infer<typeof Listed>;

const Info = z.object({
  name: z.string(),
  type: z.string(),
  notnull: z.number(),
  pk: z.number(),
});
const Key = z.object({
  id: z.number(),
  table: z.string(),
  from: z.string(),
  to: z.string().nullable(),
});
const Estimate = z.object({ rows: z.number().nullable() });

/** Every table and view of the file, handed on some at a time. In the child process. */
export function introspect(
  db: DatabaseSync,
  path: string,
  send: (tables: Table[]) => void,
): string {
  const reader = new Reader(
    db,
    (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= countableBytes,
  );
  const listed = reader.list();
  for (let at = 0; at < listed.length; at += tablesPerMessage)
    send(listed.slice(at, at + tablesPerMessage).map((table) => reader.table(table)));
  return engineName(db);
}

export const engineName = (db: DatabaseSync): string =>
  `SQLite ${z.object({ v: z.string() }).parse(db.prepare('SELECT sqlite_version() AS v').get()).v}`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

class Reader {
  readonly #db: DatabaseSync;
  readonly #countable: boolean;

  constructor(db: DatabaseSync, countable: boolean) {
    this.#db = db;
    this.#countable = countable;
  }

  list(): Listed[] {
    const rows = this.#db
      .prepare(
        `SELECT l.name, l.type, m.sql
         FROM pragma_table_list AS l JOIN sqlite_schema AS m ON m.name = l.name
         WHERE l.schema = 'main' AND l.type <> 'shadow' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY l.name`,
      )
      .all();
    return z.array(Listed).parse(rows);
  }

  table({ name, type, sql }: Listed): Table {
    const comments = commentsOf(sql ?? '');
    return {
      schema: null,
      name,
      kind: type === 'view' ? 'view' : 'table',
      comment: comments.table,
      rowEstimate: type === 'view' ? null : this.#rows(name),
      columns: this.#columns(name, comments),
      foreignKeys: this.#keys(name),
    };
  }

  #columns(table: string, comments: TableComments): Column[] {
    const rows = this.#try(
      `SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`,
      table,
    );
    return z
      .array(Info)
      .parse(rows)
      .map((column) => ({
        name: column.name,
        type: column.type,
        nullable: column.notnull === 0 && column.pk === 0,
        primaryKey: column.pk > 0,
        comment: comments.columns.get(column.name.toLowerCase()) ?? null,
        samples: [],
      }));
  }

  #keys(table: string): ForeignKey[] {
    const rows = this.#try(
      `SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq`,
      table,
    );
    const byId = Map.groupBy(z.array(Key).parse(rows), (key) => key.id);
    return [...byId.values()].flatMap((parts) => this.#key(parts)).reverse();
  }

  /** Without named columns a key refers to the other table's primary key. */
  #key(parts: z.infer<typeof Key>[]): ForeignKey[] {
    const [first] = parts;
    if (first === undefined) return [];
    const named = parts.map(({ to }) => to).filter((to) => to !== null);
    const references = named.length === parts.length ? named : this.#primaryKey(first.table);
    return [
      { columns: parts.map(({ from }) => from), schema: null, table: first.table, references },
    ];
  }

  #primaryKey(table: string): string[] {
    const rows = this.#try(
      `SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk`,
      table,
    );
    return z
      .array(Info)
      .parse(rows)
      .map(({ name }) => name);
  }

  #rows(table: string): number | null {
    const name = quoted(table);
    const count = this.#countable
      ? this.#try(`SELECT count(*) AS rows FROM ${name}`)
      : [
          ...this.#try(
            `SELECT max(CAST(substr(stat, 1, instr(stat || ' ', ' ')) AS INTEGER)) AS rows
             FROM sqlite_stat1 WHERE tbl = ?`,
            table,
          ),
          ...this.#try(`SELECT max(rowid) AS rows FROM ${name}`),
        ];
    const estimates = z.array(Estimate).parse(count);
    return estimates.find(({ rows }) => rows !== null)?.rows ?? null;
  }

  /** A broken view or a module that is not there must not hide the other tables. */
  #try(sql: string, ...parameters: string[]): unknown[] {
    try {
      return this.#db.prepare(sql).all(...parameters);
    } catch {
      return []; // known as a name without columns, or without an estimate
    }
  }
}
