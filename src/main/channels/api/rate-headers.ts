import type { Language } from '../../../preload/contract/answer.ts';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { say, sayError } from '../../lib/i18n.ts';
import type { Place, QuotaFull } from '../../programs/quotas.ts';
import type { Pace } from '../../programs/rate.ts';
import type { ApiDeps } from './endpoint.ts';
import type { Failure } from './failures.ts';
import type { ChannelCaller } from './guards.ts';
import type { Headers } from './said.ts';

/**
 * Limit, what remains, and when the limit is whole again (Unix seconds), on every answer that
 * was counted; the names that most clients know.
 */
function rateHeaders(limit: number, remaining: number, resetSeconds: number) {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(resetSeconds),
  };
}

/** The caller's request knocks at the channel's pace; the headers say it either way. */
export function knock(
  { programs, clock }: ApiDeps,
  { channel }: ChannelCaller,
  userId: string,
  headers: Headers,
): Failure | null {
  const pace = programs.limits.knock(channel, userId);
  Object.assign(headers, paceHeaders(pace, clock));
  return pace.waitMs > 0 ? tooFast(channel.row.language, pace) : null;
}

const paceHeaders = ({ limit, remaining, fullMs }: Pace, clock: Clock) =>
  rateHeaders(limit, remaining, Math.ceil((clock.now() + fullMs) / 1_000));

function tooFast(language: Language, { waitMs }: Pace): Failure {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const error = new DiwanError('rate_limited', { params: { seconds } });
  return {
    status: 429,
    error: 'rate_limit_exceeded',
    response: sayError(language, error).message,
    headers: { 'Retry-After': String(seconds) },
  };
}

/** A place in the quotas, or why there is none. */
export function takePlace(
  { programs, clock }: ApiDeps,
  { channel }: ChannelCaller,
): { place: Place } | { failure: Failure } {
  const found = programs.limits.place(channel);
  return 'keep' in found ? { place: found } : { failure: full(channel.row.language, found, clock) };
}

const full = (language: Language, { period, limit, waitMs }: QuotaFull, clock: Clock): Failure => ({
  status: 429,
  error: 'quota_exceeded',
  response: say(language, `channel.quota.${period}`, {
    requests: say(language, 'channel.requests', { count: limit }),
  }),
  headers: {
    // It ends with a UTC day: the clock has moved on a little since the wait was counted.
    ...rateHeaders(limit, 0, Math.round((clock.now() + waitMs) / 1_000)),
    'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))),
  },
});
