import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import { DiwanError, isDiwanError } from '../../lib/errors.ts';
import { redact } from '../../lib/redact.ts';

/** Where a connection leads; what an error may say of it. */
export interface Place {
  host: string;
  port: number;
  user: string;
  database: string;
}

/** An error message of the server: https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors */
export interface ServerMessage {
  number: number;
  message: string;
}

const loginFailed = new Set([18450, 18452, 18456, 18458, 18459, 18470, 18486, 18487, 18488]);
const noDatabase = new Set([911, 4060, 4063, 4064]);
const denied = new Set([229, 230, 262, 297, 300, 371, 916, 10011, 15247, 40615]);
/** The server is there but will not serve for now, so another replica may. */
const unavailable = new Set([
  ...[922, 923, 924, 927, 942, 945, 954, 976, 978, 979, 982, 983, 6005, 17142, 17187],
  ...[18401, 18451, 18461, 10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920],
]);
const lockTimeout = 1222;

const reason = (text: string): string => redact(text).trim();

/** What went wrong before anybody was signed in. `said` is what the server sent meanwhile. */
export function connectFailure(
  error: unknown,
  said: readonly ServerMessage[],
  place: Place,
  timeoutMs: number,
): DiwanError {
  const known = causes(error).find((cause) => isDiwanError(cause));
  if (known instanceof DiwanError) return known;
  const fail = failure(error, place);
  // 18456 follows 4060, so the order of the list is the order of what explains more.
  const has = (numbers: Set<number>) => said.find(({ number }) => numbers.has(number));
  if (has(unavailable)) return fail('db_refused', { host: place.host, port: place.port });
  if (has(noDatabase)) return fail('db_no_such_database', { database: place.database });
  const refused = has(denied);
  if (refused) return fail('db_permission', { reason: reason(refused.message) });
  if (has(loginFailed)) return fail('db_login_failed', { user: place.user });
  const [first] = said;
  if (first) return fail('db_engine_error', { reason: reason(first.message) });
  return networkFailure(error, place, timeoutMs);
}

const tlsCodes =
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|EENCRYPT|INVALID_CA)/;

function networkFailure(error: unknown, place: Place, timeoutMs: number): DiwanError {
  const fail = failure(error, place);
  const codes = causes(error).map(codeOf);
  const tls = causes(error).find((cause) => tlsCodes.test(codeOf(cause)));
  if (tls instanceof Error) {
    return fail('db_tls', { host: place.host, reason: reason(tls.message) });
  }
  if (codes.includes('ENOTFOUND') || codes.includes('EAI_AGAIN')) {
    return fail('db_unknown_host', { host: place.host });
  }
  if (codes.includes('ETIMEOUT') || codes.includes('ETIMEDOUT')) {
    return fail('db_timeout', { seconds: Math.max(1, Math.round(timeoutMs / 1000)) });
  }
  if (codes.includes('ELOGIN')) return fail('db_login_failed', { user: place.user });
  return fail('db_refused', { host: place.host, port: place.port });
}

const lostCodes = new Set(['ESOCKET', 'ECLOSE', 'EINVALIDSTATE', 'ECONNRESET', 'EPIPE']);

/** What went wrong with a statement. A connection that broke is `db_refused`: try another. */
export function statementFailure(error: unknown, place: Place): DiwanError {
  if (error instanceof DiwanError) return error;
  const fail = failure(error, place);
  const said = serverMessage(error);
  if (said === null) {
    const codes = causes(error).map(codeOf);
    if (codes.includes('ETIMEOUT')) return fail('db_timeout', { seconds: 1 });
    const lost = codes.some((code) => lostCodes.has(code));
    if (lost) return fail('db_refused', { host: place.host, port: place.port });
    const text = error instanceof Error ? error.message : String(error);
    return fail('db_engine_error', { reason: reason(text) });
  }
  if (denied.has(said.number)) return fail('db_permission', { reason: reason(said.message) });
  if (unavailable.has(said.number))
    return fail('db_refused', { host: place.host, port: place.port });
  if (said.number === lockTimeout) return fail('db_timeout', { seconds: lockWaitMs / 1000 });
  return fail('db_engine_error', { reason: reason(said.message) });
}

/** How long a statement waits for a lock that a writer holds. */
export const lockWaitMs = 10_000;

function failure(cause: unknown, place: Place) {
  return (code: ErrorCode, params: ErrorParams): DiwanError =>
    new DiwanError(code, { cause: clean(cause, place), params });
}

/** The driver's error as it may be logged: it knows no password, and its text is redacted there. */
const clean = (cause: unknown, { host, port }: Place): Error =>
  new Error(`SQL Server at ${host}:${port}`, { cause });

/** The first error the server gave, of one or several. */
function serverMessage(error: unknown): ServerMessage | null {
  const all = causes(error);
  for (const cause of all) {
    if (!(cause instanceof Error) || !('number' in cause)) continue;
    if (typeof cause.number === 'number') return { number: cause.number, message: cause.message };
  }
  return null;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** An error, those gathered in it, and their causes, outermost first. */
function causes(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [error];
  const inner = error instanceof AggregateError ? error.errors : [];
  const cause = error.cause === undefined ? [] : [error.cause];
  return [error, ...[...inner, ...cause].flatMap(causes)];
}
