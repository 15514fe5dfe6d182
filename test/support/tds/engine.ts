/** A real engine under the stand-in: one SQLite connection a session, so that rollback is real. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Parameter } from './rpc.ts';
import type { SqlError } from './tokens.ts';
import { toSqlite } from './tsql.ts';
import type { Column, TdsScalar, TdsValue } from './values.ts';

export interface Rows {
  columns: readonly Column[];
  rows: Iterable<readonly TdsValue[]>;
}

export type Outcome = { rows: Rows } | { count: number };

export class SqlFault extends Error {
  readonly fault: SqlError;

  constructor(fault: SqlError) {
    super(fault.message);
    this.fault = fault;
  }
}

/** What SQL Server would say where SQLite says something else. */
const faults: readonly [RegExp, number, (found: string) => string][] = [
  [/no such table: (?:main\.)?(.+)/, 208, (name) => `Invalid object name '${name}'.`],
  [/no such column: (.+)/, 207, (name) => `Invalid column name '${name}'.`],
  [/ambiguous column name: (.+)/, 209, (name) => `Ambiguous column name '${name}'.`],
  [
    /no such function: (.+)/,
    195,
    (name) => `'${name}' is not a recognized built-in function name.`,
  ],
  [/near "(.*)": syntax error/s, 102, (near) => `Incorrect syntax near '${near}'.`],
  [/incomplete input/, 102, () => "Incorrect syntax near ';'."],
  [/unrecognized token: "(.*)/s, 102, (near) => `Incorrect syntax near '${near}'.`],
  [
    /UNIQUE constraint failed: (.+)/,
    2627,
    (key) => `Violation of PRIMARY KEY constraint '${key}'.`,
  ],
];

export function toFault(error: unknown): SqlError {
  if (error instanceof SqlFault) return error.fault;
  const text = error instanceof Error ? error.message : String(error);
  for (const [shape, number, word] of faults) {
    const match = shape.exec(text);
    if (match !== null) return { number, message: word(match[1] ?? ''), severity: 15 };
  }
  return { number: 50_000, message: text };
}

/** SQLite's own words for types, and those the wire would lose something by. */
const aliases: Readonly<Record<string, string>> = {
  integer: 'bigint',
  text: 'nvarchar(max)',
  blob: 'varbinary(max)',
  boolean: 'bit',
  double: 'float',
};

function inferType(value: unknown): string {
  if (typeof value === 'bigint') return 'bigint';
  if (typeof value === 'number') return 'float';
  return value instanceof Uint8Array ? 'varbinary(max)' : 'nvarchar(max)';
}

function* chain(first: IteratorResult<TdsScalar[]>, rest: Iterator<TdsScalar[]>) {
  for (let one = first; !one.done; one = rest.next()) yield one.value;
}

export class SqliteSession {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 2_000 });
    this.#database.function('GETDATE', () => new Date().toISOString().slice(0, 23));
  }

  /** Throws what SQLite throws; `toFault` words it. */
  run(
    sql: string,
    parameters: readonly Parameter[],
    variables: Readonly<Record<string, string>>,
  ): Outcome {
    const statement = this.#database.prepare(toSqlite(sql, variables));
    statement.setReadBigInts(true);
    const bound = bindable(sql, parameters);
    if (statement.columns().length === 0) {
      return { count: Number(statement.run(bound).changes) };
    }
    return { rows: readRows(statement, bound) };
  }

  query(sql: string): TdsScalar[][] {
    return [...arrays(this.#database.prepare(sql), {})];
  }

  begin(): void {
    this.#database.exec('BEGIN');
  }

  end(word: 'COMMIT' | 'ROLLBACK'): void {
    if (this.#database.isTransaction) this.#database.exec(word);
  }

  close(): void {
    this.#database.close();
  }
}

function bindable(sql: string, parameters: readonly Parameter[]): Record<string, SQLInputValue> {
  const named = parameters.filter(({ name }) => sql.includes(name) && name !== '');
  return Object.fromEntries(
    named.map(({ name, value }) => [name, typeof value === 'boolean' ? Number(value) : value]),
  );
}

function readRows(statement: StatementSync, bound: Record<string, SQLInputValue>): Rows {
  const described = statement.columns();
  const names = described.map((column) => column.name);
  const iterator = arrays(statement, bound);
  const first = iterator.next();
  const columns = described.map((column, at) => {
    const declared = column.type?.toLowerCase() ?? null;
    const value = first.done ? null : first.value[at];
    const type = declared === null ? inferType(value) : (aliases[declared] ?? declared);
    return {
      name: column.column === null && /[(*]/.test(column.name) ? '' : (names[at] ?? ''),
      type,
    };
  });
  return { columns, rows: chain(first, iterator) };
}

function* arrays(
  statement: StatementSync,
  bound: Record<string, SQLInputValue>,
): Generator<TdsScalar[]> {
  statement.setReturnArrays(true);
  for (const row of statement.iterate(bound)) {
    yield Array.isArray(row) ? row : Object.values(row);
  }
}
