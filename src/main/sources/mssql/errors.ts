import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import { DiwanError } from '../../lib/errors.ts';
import { redact } from '../../lib/redact.ts';
import type { Endpoint } from '../hosts.ts';
import { connectionLost, errorCode, networkError, reasonOf, tlsError } from '../net-error.ts';
import type { Target } from '../source.ts';

/** Where a failure happened, for its sentence. */
export interface Place {
  endpoint: Endpoint;
  target: Target;
}

/** A message of the server: https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors */
export interface ServerMessage {
  number: number;
  message: string;
}

const loginFailed = new Set([18450, 18452, 18456, 18458, 18459, 18470, 18486, 18487, 18488]);
const noDatabase = new Set([911, 4060, 4063, 4064]);
const denied = new Set([229, 230, 262, 297, 300, 371, 916, 10011, 15247, 40615]);
/** The server is there but will not serve for now: another try, or a replica, may. */
const unavailable = new Set([
  ...[922, 923, 924, 927, 942, 945, 954, 976, 978, 979, 982, 983, 6005, 17142, 17187],
  ...[18401, 18451, 18461, 10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920],
]);
const lockTimeout = 1222;

/** How long a statement waits for a lock that a writer holds. */
export const lockSeconds = 5;

/** What went wrong before anybody was signed in. `said` is what the server sent meanwhile. */
export function connectFailure(
  error: unknown,
  said: readonly ServerMessage[],
  place: Place,
): DiwanError {
  const { endpoint, target } = place;
  const all = causes(error);
  const known = all.find((cause) => cause instanceof DiwanError);
  if (known instanceof DiwanError) return known;
  const found = said.map((message) => serverError(message, error, place));
  // 18456 follows 4060: what explains more comes first.
  for (const code of ['db_refused', 'db_no_such_database', 'db_permission', 'db_login_failed']) {
    const first = found.find((one) => one.code === code);
    if (first !== undefined) return first;
  }
  const network = all.map((cause) => networkError(cause, endpoint)).find((one) => one !== null);
  if (found[0] ?? network) return found[0] ?? network ?? connectionLost(endpoint, error);
  if (all.some((cause) => errorCode(cause) === 'EENCRYPT')) return tlsError(endpoint, error);
  if (all.some((cause) => errorCode(cause) === 'ELOGIN')) {
    return fail('db_login_failed', error, { user: target.user ?? '' });
  }
  return connectionLost(endpoint, error);
}

const lost = new Set(['ESOCKET', 'ECLOSE', 'EINVALIDSTATE']);

/** What went wrong with a statement. A connection that broke is `db_refused`: try another. */
export function statementFailure(error: unknown, place: Place): DiwanError {
  if (error instanceof DiwanError) return error;
  const all = causes(error);
  const said = all.map(serverMessage).find((message) => message !== null);
  if (said) return serverError(said, error, place);
  if (all.some((cause) => lost.has(errorCode(cause)))) return connectionLost(place.endpoint, error);
  return (
    all.map((cause) => networkError(cause, place.endpoint)).find((one) => one !== null) ??
    fail('db_engine_error', error, { reason: reasonOf(error) })
  );
}

function serverError(said: ServerMessage, cause: unknown, { endpoint, target }: Place): DiwanError {
  const reason = redact(said.message).trim();
  if (unavailable.has(said.number)) return connectionLost(endpoint, cause);
  if (loginFailed.has(said.number)) {
    return fail('db_login_failed', cause, { user: target.user ?? '' });
  }
  if (noDatabase.has(said.number)) {
    return fail('db_no_such_database', cause, { database: target.database });
  }
  if (denied.has(said.number)) return fail('db_permission', cause, { reason });
  if (said.number === lockTimeout) return fail('db_timeout', cause, { seconds: lockSeconds });
  return fail('db_engine_error', cause, { reason });
}

const fail = (code: ErrorCode, cause: unknown, params: ErrorParams): DiwanError =>
  new DiwanError(code, { cause, params });

function serverMessage(error: unknown): ServerMessage | null {
  if (!(error instanceof Error) || !('number' in error)) return null;
  return typeof error.number === 'number' ? { number: error.number, message: error.message } : null;
}

/** An error, those gathered in it, and their causes, outermost first. */
function causes(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [error];
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  const cause = error.cause === undefined ? [] : [error.cause];
  return [error, ...[...inner, ...cause].flatMap(causes)];
}
