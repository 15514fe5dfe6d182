import type { ErrorCode, ErrorParams } from '../../preload/contract/errors.ts';
import { DiwanError } from '../lib/errors.ts';
import { redact } from '../lib/redact.ts';
import type { Verdict } from '../lib/retry.ts';
import type { ModelRequest } from './model.ts';

/** A failed attempt in our own words: what to throw, and whether another try may help. */
export interface Failure {
  error: DiwanError;
  verdict: Verdict;
}

/** What a provider said went wrong, in the terms both of them share. */
export interface Complaint {
  /** HTTP status; null where the connection itself failed. */
  status: number | null;
  message: string;
  /** RetryInfo or Retry-After, in milliseconds. */
  retryAfterMs: number | null;
  /** The key is at fault although the status alone does not say so. */
  keyRefused: boolean;
}

/** Which call failed: names that may reach a person, and the secret that may not. */
export interface CallName {
  request: Pick<ModelRequest, 'model' | 'stage'>;
  key: string;
}

/** Seconds to name when a provider says «too many» but not how long to wait. */
const usualWaitSeconds = 30;

const isKeyStatus = (status: number) => status === 401 || status === 402 || status === 403;
const isServerFault = (status: number | null) => status === null || status === 408 || status >= 500;

/** The table of both providers' failures. */
export function failureOf(complaint: Complaint, { request, key }: CallName): Failure {
  const { status, retryAfterMs } = complaint;
  const reason = clean(complaint.message, key);
  const fail = (code: ErrorCode, verdict: Verdict, extra: ErrorParams = {}): Failure => ({
    verdict,
    error: new DiwanError(code, {
      cause: new Error(status === null ? reason : `HTTP ${status}: ${reason}`),
      params: { model: request.model, stage: request.stage, ...extra },
    }),
  });
  if (complaint.keyRefused || (status !== null && isKeyStatus(status)))
    return fail('model_key_refused', 'stop', { reason });
  if (status === 404) return fail('model_not_found', 'stop');
  if (status === 429) {
    const retryAfter = retryAfterMs === null ? usualWaitSeconds : Math.ceil(retryAfterMs / 1000);
    return fail('model_rate_limited', { afterMs: retryAfterMs }, { retryAfter });
  }
  if (isServerFault(status)) return fail('model_unavailable', { afterMs: retryAfterMs });
  return fail('model_refused', 'stop', { reason });
}

/** Error text safe for logs: without the key, without secrets by shape, and short. */
export const clean = (message: string, key: string): string =>
  redact(key === '' ? message : message.replaceAll(key, '[api key]')).slice(0, 300);

/** The model answered, but not with anything to use. */
export const refusal = (
  code: 'model_refused' | 'model_bad_answer',
  { request }: Pick<CallName, 'request'>,
  reason: string,
): DiwanError =>
  new DiwanError(code, { params: { model: request.model, stage: request.stage, reason } });
