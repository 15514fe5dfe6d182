/**
 * A stand-in for SQL Server on loopback: the real TDS protocol on SQLite. It proves the wire,
 * errors, cancelling and Unicode; of T-SQL it proves nothing.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Answer, Login } from './answers.ts';
import { catalogAnswers } from './catalog.ts';
import { Connection } from './connection.ts';
import { ServerLog } from './log.ts';
import type { Certificate } from './tls.ts';
import type { SqlError } from './tokens.ts';
import { splitStatements, storable, toSqlite } from './tsql.ts';
import type { TdsScalar } from './values.ts';

export interface TdsOptions {
  /** By name: SQL that SQLite runs to fill it, or a SQLite file (written to, so bring a copy). */
  databases: Readonly<Record<string, string | { file: string }>>;
  /** By user name; a Windows user is `DOMAIN\user`. */
  logins: Readonly<Record<string, Login>>;
  answers?: readonly Answer[];
  /** Without it the server says that it cannot encrypt. */
  tls?: Certificate;
  readOnlyRoute?: { host: string; port: number };
  /** Refuses every login with this. */
  refusal?: SqlError;
  /** Never acknowledges an attention. */
  deaf?: boolean;
  version?: string;
  now?: () => number;
}

export interface TdsServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly log: ServerLog;
  /** Connections that are open now. */
  readonly connections: number;
  /** Ends every connection and stops listening; data stays. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Cuts every connection without a word. */
  dropConnections(): void;
  /** From now on the open connections are silent, as behind a firewall that has forgotten them. */
  freeze(): void;
  /** Statements that run now. */
  readonly running: number;
  /** Beside all sessions and rights: SQLite's own SQL; the last statement's rows. */
  administrate(database: string, sql: string): TdsScalar[][];
  addLogin(name: string, login: Login): void;
  close(): Promise<void>;
}

const defaultVersion =
  'Microsoft SQL Server 2022 (RTM) - 16.0.1000.6 (X64) - TDS stand-in on SQLite';

function fillDatabases(folder: string, databases: TdsOptions['databases']): Map<string, string> {
  const all: TdsOptions['databases'] = { master: '', ...databases };
  return new Map(
    Object.entries(all).map(([name, content], at) => {
      if (typeof content !== 'string') return [name.toLowerCase(), content.file];
      const file = join(folder, `${at}.sqlite`);
      using database = new DatabaseSync(file);
      database.exec(`PRAGMA journal_mode = WAL; ${storable(content)}`);
      return [name.toLowerCase(), file];
    }),
  );
}

function administrate(files: ReadonlyMap<string, string>, name: string, sql: string) {
  using database = new DatabaseSync(files.get(name.toLowerCase()) ?? ':memory:', {
    timeout: 5_000,
  });
  const statements = splitStatements(sql);
  const last = statements.pop() ?? '';
  for (const statement of statements) database.exec(toSqlite(statement, {}));
  const prepared = database.prepare(toSqlite(last, {}));
  prepared.setReturnArrays(true);
  return prepared.all().map((row) => (Array.isArray(row) ? row : Object.values(row)));
}

export async function startTds(options: TdsOptions): Promise<TdsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-tds-'));
  const log = new ServerLog();
  const open = new Set<Connection>();
  const shared = {
    files: fillDatabases(folder, options.databases),
    logins: new Map(Object.entries(options.logins)),
    answers: [...(options.answers ?? []), ...catalogAnswers],
    tls: options.tls ?? null,
    readOnlyRoute: options.readOnlyRoute ?? null,
    refusal: options.refusal ?? null,
    deaf: options.deaf ?? false,
    version: options.version ?? defaultVersion,
    now: options.now ?? (() => performance.now()),
  };
  let port = 0;
  let server: Server | null = null;

  const start = async () => {
    server = createServer({ noDelay: true }, (socket) => {
      const connection = new Connection(socket, { ...shared, record: log.open() });
      open.add(connection);
      socket.once('close', () => open.delete(connection));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address !== null) port = address.port;
  };
  const dropConnections = () => {
    for (const connection of open) connection.destroy();
  };
  const stop = async () => {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = once(closing, 'close');
    closing.close();
    dropConnections();
    await closed;
  };
  const close = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };

  await start();
  return {
    host: '127.0.0.1',
    get port() {
      return port;
    },
    get connections() {
      return open.size;
    },
    log,
    start,
    stop,
    restart: () => stop().then(start),
    dropConnections,
    freeze: () => {
      for (const connection of open) connection.freeze();
    },
    get running() {
      return [...open].filter((connection) => connection.busy).length;
    },
    administrate: (database, sql) => administrate(shared.files, database, sql),
    addLogin: (name, login) => void shared.logins.set(name, login),
    close,
    [Symbol.asyncDispose]: close,
  };
}
