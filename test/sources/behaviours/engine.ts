import type { Source } from '../../../src/main/sources/source.ts';
import type { Cell, Dialect, ResultColumn } from '../../../src/preload/contract/database.ts';

/** Groups of behaviours: a file has no server, and so no login, no TLS and no reconnecting. */
export type Group =
  | 'connect'
  | 'tls'
  | 'reconnect'
  | 'introspect'
  | 'run'
  | 'cancel'
  | 'readonly'
  | 'audit';

/** An expression of the dialect, and the cell it must come back as. */
export interface ValueCase {
  what: string;
  sql: string;
  type: ResultColumn['type'];
  cell: Cell;
}

export interface EngineUnderTest {
  name: string;
  dialect: Dialect;
  groups: readonly Group[];
  /** Starts the engine with the shop (shop.ts) in it. */
  start(): Promise<RunningEngine>;
  words: EngineWords;
}

/** The dialect's own words. All are queries over the shop. */
export interface EngineWords {
  quote(name: string): string;
  /** A string literal that may hold any character. */
  literal(text: string): string;
  /** A query that would never end, and answers nothing before. */
  endless: string;
  /** A query of `count` rows (n, a text of 100 characters), quickly made. */
  rows(count: number): string;
  /** One row, one column: a text of so many megabytes. */
  megabytes(count: number): string;
  values: readonly ValueCase[];
  /** How `customers` is described by introspection: its columns' types in order. */
  customerTypes: readonly string[];
  /** Statements that must change nothing even when the guard let them through. */
  writes: readonly string[];
  /** A file that one of them would write; it must not be there afterwards. */
  leftBehind?: string;
  /** A change of the session, and a query that would show it, with what it shows unchanged. */
  session: { change: string; show: string; unchanged: Cell } | null;
  /** A table `salaries` the reading login may not read; null where there are no logins. */
  forbiddenTable: string | null;
  /** Whether the engine keeps descriptions of its own (SQL comments, extended properties). */
  comments: boolean;
  /** DDL for a table with one row, and to remove it again. */
  createTable(name: string): string;
  dropTable(name: string): string;
}

export interface RunningEngine extends AsyncDisposable {
  /** Of a login that may only read the shop. */
  readonly connection: string;
  /** Beside Diwan, with all rights: one statement or several; the last one's rows. */
  administrate(sql: string): Promise<unknown[][]>;
  /** Null for a file. */
  readonly server: RunningServer | null;
}

export interface RunningServer {
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Sessions of the reading login. */
  sessions(): Promise<number>;
  /** Statements of the reading login that run now. */
  running(): Promise<number>;
  /** Ends every session of the reading login, as an administrator would. */
  killSessions(): Promise<void>;
  /** The reading login's connection string, changed. */
  connectionWith(change: ConnectionChange): string;
  /** Of a login that may do too much. */
  readonly owner: string;
  /** The rights, by name or part of it, the audit must find for the owner. */
  readonly ownerRights: readonly RegExp[];
  readonly ownerPassword: string;
  /**
   * Runs the audit's script as an administrator would, each placeholder for the password filled
   * in; the new login's connection string.
   */
  loginByScript(script: string): Promise<string>;
  /** A PEM file of who signed the server's certificate. */
  readonly authority: string;
  /** Whether the source's own session is encrypted, asked over it. */
  encrypted(source: Source): Promise<boolean>;
}

export interface ConnectionChange {
  user?: string;
  password?: string;
  host?: string;
  port?: number;
  database?: string;
  parameters?: Readonly<Record<string, string>>;
  /** Further hosts, as read replicas. */
  replicas?: readonly { host: string; port: number }[];
}
