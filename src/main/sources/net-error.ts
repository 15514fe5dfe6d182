import { DiwanError } from '../lib/errors.ts';
import { redact } from '../lib/redact.ts';
import type { Endpoint } from './hosts.ts';

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const refused = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EPIPE',
  'EADDRNOTAVAIL',
  'ERR_STREAM_DESTROYED',
]);
/** OpenSSL's verify codes, Node's own, and a handshake that failed. */
const tls =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** An engine's words, for the model and the log: without secrets. */
export const reasonOf = (error: unknown): string =>
  redact(error instanceof Error ? error.message : String(error));

/** The connection to an endpoint is gone: trying again may help. */
export const connectionLost = ({ name, port }: Endpoint, cause: unknown): DiwanError =>
  new DiwanError('db_refused', { cause, params: { host: name, port } });

/** What the network or TLS said, as one of the closed codes; null when it was neither. */
export function networkError(error: unknown, endpoint: Endpoint): DiwanError | null {
  const code = errorCode(error);
  const host = endpoint.name;
  if (unknownHost.has(code))
    return new DiwanError('db_unknown_host', { cause: error, params: { host } });
  if (refused.has(code)) return connectionLost(endpoint, error);
  if (code === 'ETIMEDOUT')
    return new DiwanError('db_timeout', { cause: error, params: { seconds: 10 } });
  if (tls.test(code)) return tlsError(endpoint, error);
  return null;
}

export const tlsError = (endpoint: Endpoint, cause: unknown): DiwanError =>
  new DiwanError('db_tls', { cause, params: { host: endpoint.name, reason: reasonOf(cause) } });
