/** Scripted answers: for catalogues SQLite has not, for types it has not, for endless queries. */
import type { SqlError } from './tokens.ts';
import type { Column, TdsScalar, TdsValue } from './values.ts';

export interface AnswerContext {
  sql: string;
  database: string;
  user: string;
  login: Login;
  /** Reads the database underneath, in SQLite's own SQL. */
  query(sql: string): TdsScalar[][];
}

type RowSource = Iterable<readonly TdsValue[]>;

export interface Answer {
  /** Tried against each statement, in the order of the list, before the real engine. */
  match: RegExp;
  columns?: readonly Column[];
  rows?: RowSource | ((context: AnswerContext) => RowSource);
  error?: SqlError;
  /** Sends nothing until the client's attention (after its rows, when it has some). */
  runaway?: boolean;
  /** Cuts the connection without a word. */
  hangUp?: boolean;
}

/** What the catalogue tells a login of its own rights. */
export interface Rights {
  serverRoles?: readonly string[];
  databaseRoles?: readonly string[];
  serverPermissions?: readonly string[];
  databasePermissions?: readonly string[];
  /** schema, object, then may insert, update, delete, alter, execute. */
  objects?: readonly (readonly [string, string, number, number, number, number, number])[];
  owned?: readonly (readonly [string, string])[];
  linkedServers?: readonly string[];
  shells?: readonly string[];
  impersonation?: readonly string[];
}

export type Login = {
  password: string;
  /** The databases it may open; all when left out. */
  databases?: readonly string[];
  /** Refuses every write with 229 or 262, as a least-privilege login would. */
  readOnly?: boolean;
  /** Tables it may not read: 229. */
  hidden?: readonly string[];
  rights?: Rights;
};

const verb = /^\s*(INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|TRUNCATE|EXEC)\b/i;

/** What a login may not do, in SQL Server's words; null when it may. */
export function denied(login: Login, context: AnswerContext): SqlError | null {
  const word = verb.exec(context.sql)?.[1]?.toUpperCase();
  if (login.readOnly && word !== undefined) {
    if (word === 'INSERT' || word === 'UPDATE' || word === 'DELETE') {
      return permission(word, objectOf(context.sql), context.database);
    }
    const message = `${word} permission denied in database '${context.database}'.`;
    return { number: 262, message, severity: 14 };
  }
  const table = login.hidden?.find((name) => new RegExp(`\\b${name}\\b`, 'i').test(context.sql));
  return table === undefined ? null : permission('SELECT', table, context.database);
}

const objectOf = (sql: string): string =>
  /(?:INTO|FROM|UPDATE)\s+(?:\[?dbo\]?\.)?\[?(\w+)/i.exec(sql)?.[1] ?? 'unknown';

const permission = (word: string, table: string, database: string): SqlError => ({
  number: 229,
  message: `The ${word} permission was denied on the object '${table}', database '${database}', schema 'dbo'.`,
  severity: 14,
});
