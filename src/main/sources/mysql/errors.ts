import { DiwanError } from '../../lib/errors.ts';
import type { Endpoint } from '../hosts.ts';
import { connectionLost, errorCode, networkError, reasonOf, tlsError } from '../net-error.ts';
import type { Target } from '../source.ts';

/** Where a failure happened, for its sentence. */
export interface Place {
  endpoint: Endpoint;
  target: Target;
}

/** How long a query waits for somebody else's lock. */
export const lockSeconds = 5;

type Kind = 'login' | 'database' | 'permission' | 'lost' | 'lock' | 'tls';

/**
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
 * https://mariadb.com/kb/en/mariadb-error-code-reference/
 */
const kinds: ReadonlyMap<number, Kind> = new Map([
  ...numbers('login', 1045, 1130, 1698, 1820, 1862, 3118, 4151),
  ...numbers('database', 1044, 1049),
  ...numbers('permission', 1142, 1143, 1227, 1290, 1370, 1792, 1836),
  ...numbers('lost', 1040, 1053, 1129, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927, 4031),
  ...numbers('lock', 1205),
  ...numbers('tls', 3159),
]);

function numbers(kind: Kind, ...list: number[]): [number, Kind][] {
  return list.map((number) => [number, kind]);
}

/** Stopped by KILL QUERY. */
export const isInterrupted = (error: unknown): boolean => errorNumber(error) === 1317;

/** Stopped by max_statement_time (MariaDB) or max_execution_time (MySQL). */
export const isTimeout = (error: unknown): boolean => [1969, 3024].includes(errorNumber(error));

const errorNumber = (error: unknown): number =>
  error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;

const lostCodes = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE']);

/** While connecting these speak of the login; from a query they speak of what it named. */
const duringQuery: Readonly<Partial<Record<Kind, Kind | null>>> = {
  login: 'permission',
  database: null,
};

/** What mysql2 threw, as one of the closed codes. */
export function toSourceError(
  error: unknown,
  { endpoint, target }: Place,
  stage: 'connect' | 'query',
): DiwanError {
  if (error instanceof DiwanError) return error;
  const reason = reasonOf(error);
  const code = errorCode(error);
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT' || code === 'HANDSHAKE_SSL_ERROR')
    return tlsError(endpoint, causeOf(error));
  if (lostCodes.has(code) || /closed state|Connection terminated/.test(reason))
    return connectionLost(endpoint, error);
  const fromNetwork = networkError(error, endpoint);
  if (fromNetwork !== null) return fromNetwork;
  const of = (params: Record<string, string | number>) => ({ cause: error, params });
  const kind = kinds.get(errorNumber(error));
  const meant = stage === 'query' && kind && kind in duringQuery ? duringQuery[kind] : kind;
  switch (meant) {
    case 'login':
      return new DiwanError('db_login_failed', of({ user: target.user ?? '' }));
    case 'database':
      return new DiwanError('db_no_such_database', of({ database: target.database }));
    case 'permission':
      return new DiwanError('db_permission', of({ reason }));
    case 'lost':
      return connectionLost(endpoint, error);
    case 'lock':
      return new DiwanError('db_timeout', of({ seconds: lockSeconds }));
    case 'tls':
      return tlsError(endpoint, error);
    default:
      return new DiwanError('db_engine_error', of({ reason }));
  }
}

/** mysql2 wraps what TLS said. */
const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? error.cause : error;
