import { DatabaseError } from 'pg';
import { DiwanError } from '../../lib/errors.ts';
import type { Endpoint } from '../hosts.ts';
import { connectionLost, networkError, reasonOf, tlsError } from '../net-error.ts';
import type { Target } from '../source.ts';

/** Where a failure happened, for its sentence. */
export interface Place {
  endpoint: Endpoint;
  target: Target;
}

/** The server says so itself that another try, or another server, may help: SQLSTATE. */
const gone = /^(08|57P0[1-5]|53300|40001)/;

/**
 * What pg threw, as one of the closed codes.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function toSourceError(error: unknown, place: Place): DiwanError {
  if (error instanceof DiwanError) return error;
  if (error instanceof DatabaseError) return serverError(error, place);
  const reason = reasonOf(error);
  if (/SSL connection/i.test(reason)) return tlsError(place.endpoint, error);
  if (/^Connection terminated|not queryable|timeout expired/i.test(reason))
    return connectionLost(place.endpoint, error);
  return (
    networkError(error, place.endpoint) ??
    new DiwanError('db_engine_error', { cause: error, params: { reason } })
  );
}

function serverError(error: DatabaseError, { endpoint, target }: Place): DiwanError {
  const state = error.code ?? '';
  const reason = [reasonOf(error), error.hint].filter(Boolean).join('. ');
  if (gone.test(state)) return connectionLost(endpoint, error);
  switch (state) {
    case '28000':
    case '28P01':
      return /no encryption|SSL off/i.test(reason)
        ? tlsError(endpoint, error)
        : new DiwanError('db_login_failed', { cause: error, params: { user: target.user ?? '' } });
    case '3D000':
      return new DiwanError('db_no_such_database', {
        cause: error,
        params: { database: target.database },
      });
    case '42501': // insufficient privilege
    case '25006': // read-only transaction
      return new DiwanError('db_permission', { cause: error, params: { reason } });
    case '55P03': // lock not available
      return new DiwanError('db_timeout', { cause: error, params: { seconds: lockSeconds } });
    default:
      return new DiwanError('db_engine_error', { cause: error, params: { reason } });
  }
}

/** How long a query waits for somebody else's lock. */
export const lockSeconds = 5;
