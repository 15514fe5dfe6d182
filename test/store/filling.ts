import type BetterSqlite3 from 'better-sqlite3';

interface Column {
  name: string;
  type: string;
}

/** Columns that exclude one another: exactly one owner a database. */
const leftEmpty: Readonly<Record<string, readonly string[]>> = {
  database_connections: ['organization_id', 'shared'],
};

/**
 * Puts a row into every table that has none, each column filled by its type and its CHECK: what a
 * migration adds tomorrow has data in it too.
 */
export function fillEmptyTables(file: BetterSqlite3.Database): void {
  file.pragma('foreign_keys = OFF');
  for (const { name, sql } of tablesOf(file)) {
    if (Number(file.prepare(`SELECT count(*) FROM ${name}`).pluck().get()) > 0) continue;
    const columns = columnsOf(file, name).filter(
      (column) => !leftEmpty[name]?.includes(column.name),
    );
    const values = columns.map((column) => fillingOf(column, sql));
    const names = columns.map((column) => column.name).join(', ');
    const marks = columns.map(() => '?').join(', ');
    file.prepare(`INSERT INTO ${name} (${names}) VALUES (${marks})`).run(...values);
  }
}

function fillingOf({ name, type }: Column, sql: string): unknown {
  if (type === 'INTEGER') return 1;
  if (type === 'REAL') return 1.5;
  if (type === 'BLOB') return Buffer.from([1, 2, 3]);
  const choice = new RegExp(`\\b${name} TEXT[^,]*?IN \\('([^']+)'`).exec(sql);
  return choice?.[1] ?? (/_at$|^at$|^day$/.test(name) ? '2026-01-01T00:00:00.000Z' : '{}');
}

const tablesOf = (file: BetterSqlite3.Database) =>
  file
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all();

const columnsOf = (file: BetterSqlite3.Database, table: string): Column[] =>
  file.prepare<[], Column>(`SELECT name, type FROM pragma_table_info('${table}')`).all();

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** Every table's rows. */
export const contentsOf = (file: BetterSqlite3.Database): Rows =>
  Object.fromEntries(
    tablesOf(file).map(({ name }) => [
      name,
      file.prepare(`SELECT * FROM ${name} ORDER BY 1`).all(),
    ]),
  );
