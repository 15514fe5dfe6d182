import type { Dialect, Result, Schema } from '../../preload/contract/database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Lookup } from './hosts.ts';
import type { Slots } from './slots.ts';

/** Made by the guard alone: the text that was judged is the text that is sent. */
declare const checked: unique symbol;
export type CheckedSql = string & { readonly [checked]: true };

/** What one query may use. */
export interface Limits {
  timeoutMs: number;
  maxRows: number;
  /** Of the rows' text, UTF-8. */
  maxBytes: number;
}

export const defaultLimits: Limits = { timeoutMs: 30_000, maxRows: 1_000, maxBytes: 4_000_000 };

/** One finding of the grant audit: something the login can do beyond reading. */
export interface GrantFinding {
  /** Stable name of the right, e.g. `db_owner`, `FILE`, `superuser`, `INSERT on dbo.Orders`. */
  right: string;
  severity: 'excess' | 'danger';
  /** How it is known: listed by the engine, or shown by an attempt that was rolled back. */
  evidence: 'listed' | 'attempted';
  /** A locale key under `audit.*` and what fills it, for a reader who is no administrator. */
  explanation: { key: string; params: Readonly<Record<string, string>> };
}

export interface GrantReport {
  verdict: 'read_only' | 'excess';
  login: string;
  findings: GrantFinding[];
  /** SQL for an administrator that makes a least-privilege login. No password in it. */
  script: string;
  /** UTC ISO-8601. */
  takenAt: string;
}

/**
 * A customer's database, read and never written. Every method rejects with a DiwanError of a
 * `db_*` code; aborting the signal cancels at the server too and rejects with `cancelled`.
 * Their params: `db_unknown_host`, `db_host_forbidden` {host}; `db_refused` {host, port};
 * `db_no_answer` {host, port, seconds} while connecting; `db_tls` {host, reason};
 * `db_login_failed` {user}; `db_no_such_database` {database}; `db_timeout` {seconds};
 * `db_permission`, `db_engine_error` {reason}; `db_file_missing` {path}.
 * A reason is the engine's own words, without secrets: the model reads it to repair its SQL.
 */
export interface Source {
  readonly dialect: Dialect;
  /** Opens, asks the engine for its version, closes or pools. */
  test(signal: AbortSignal): Promise<{ engine: string }>;
  introspect(signal: AbortSignal): Promise<Schema>;
  /** Only gate.ts calls this. */
  run(sql: CheckedSql, limits: Limits, signal: AbortSignal): Promise<Result>;
  audit(signal: AbortSignal): Promise<GrantReport>;
  close(): Promise<void>;
}

/**
 * Which machines a connection string may lead to: an operator's anywhere (`anywhere`), everybody
 * else's neither to this machine itself nor to link-local addresses, nor to its files (`network`).
 */
export type Reach = 'anywhere' | 'network';

/**
 * A connection string, parsed. `parameters` keeps what the engine's folder understands, keys in
 * lower case without blanks, `_` and `-`: `encrypt`, `trustservercertificate`, `sslmode`,
 * `instancename`, `domain`, `integratedsecurity`, `connecttimeout` …
 */
export interface Target {
  dialect: Dialect;
  /** Host names in order of preference: the first is the primary, the rest read replicas. */
  hosts: { host: string; port: number | null }[];
  /** The database's name; for SQLite the file's path. */
  database: string;
  user: string | null;
  password: string | null;
  parameters: Readonly<Record<string, string>>;
}

/** What every engine is given. */
export interface EngineTools {
  clock: Clock;
  log: Log;
  /** The appliance's connections, at most 20 in all: `work` for queries, `cancel` to stop them. */
  slots: { work: Slots; cancel: Slots };
  /** DNS, so that tests need none. */
  lookup: Lookup;
}

/** One engine of an appliance, loaded when first needed; disposing closes all it opened. */
export interface Engine extends AsyncDisposable {
  open(target: Target, reach: Reach): Source;
}

/** What `<dialect>/index.ts` exports as `createEngine`. */
export type CreateEngine = (tools: EngineTools) => Engine;
