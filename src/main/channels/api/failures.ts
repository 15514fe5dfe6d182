import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { Language } from '../../../preload/contract/answer.ts';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { type DiwanError, toDiwanError } from '../../lib/errors.ts';
import { say, sayError } from '../../lib/i18n.ts';
import type { Log } from '../../lib/log.ts';
import { untilNext } from '../../programs/quotas.ts';
import { placesOf, problemOf } from './problems.ts';
import { type Headers, saidJson } from './said.ts';

/** The closed list of what `error` may say. */
export const failureNames = [
  'authentication_required',
  'access_denied',
  'not_found',
  'method_not_allowed',
  'already_exists',
  'payload_too_large',
  'validation_error',
  'rate_limit_exceeded',
  'quota_exceeded',
  'ai_service_unavailable',
  'database_unavailable',
  'internal_error',
] as const;
export type FailureName = (typeof failureNames)[number];

export interface FieldProblem {
  /** Where it is, e.g. `user_id` or `messages.0.role`. */
  field: string;
  message: string;
}

export interface Failure {
  status: ContentfulStatusCode;
  error: FailureName;
  /** A sentence for the person who asked, in the channel's language. */
  response: string;
  details?: readonly FieldProblem[];
  headers?: Headers;
}

/** How failures are said. */
export interface Failing {
  style: 'diwan' | 'openai';
  language: Language;
  /** What every answer to this request carries. */
  headers?: Headers;
}

export function sayFailure({ style, headers }: Failing, failure: Failure): Response {
  const body = style === 'openai' ? openaiBody(failure) : failureBody(failure);
  return saidJson(body, failure.status, { ...headers, ...failure.headers });
}

export const failureBody = ({ error, response, details }: Failure) => ({
  success: false as const,
  error,
  response,
  ...(details ? { details } : {}),
});

/** https://platform.openai.com/docs/guides/error-codes */
export const openaiBody = ({ status, error, response, details }: Failure) => ({
  error: {
    message: response,
    type: status < 500 ? 'invalid_request_error' : 'server_error',
    param: details?.[0]?.field ?? null,
    code: error,
  },
});

/** `given` is what was checked; each wrong field is told its first problem. */
export function invalid(
  language: Language,
  error: z.ZodError,
  where: 'body' | 'query',
  given: unknown,
): Failure {
  const messages = new Map<string, string>();
  for (const issue of error.issues.slice(0, 20)) {
    const message = problemOf(language, issue, given);
    for (const path of placesOf(issue).slice(0, 20)) {
      const field = path.length === 0 ? where : path.join('.');
      if (!messages.has(field)) messages.set(field, message);
    }
  }
  const details = [...messages].map(([field, message]) => ({ field, message }));
  return invalidFields(language, details);
}

export function invalidFields(language: Language, details: readonly FieldProblem[]): Failure {
  const problems = details.map((one) => `${one.field}: ${one.message.replace(/\.$/, '')}`);
  const response = say(language, 'channel.invalid', { problems: problems.join('; ') });
  return { status: 422, error: 'validation_error', response, details };
}

type Kind = readonly [ContentfulStatusCode, FailureName];

const kinds: Partial<Record<ErrorCode, Kind>> = {
  rate_limited: [429, 'rate_limit_exceeded'],
  queue_full: [429, 'rate_limit_exceeded'],
  quota_exhausted: [429, 'quota_exceeded'],
  budget_exhausted: [429, 'quota_exceeded'],
  not_allowed: [403, 'access_denied'],
  not_found: [404, 'not_found'],
  already_exists: [409, 'already_exists'],
  invalid_input: [422, 'validation_error'],
  not_for_bot: [422, 'validation_error'],
  disk_full: [503, 'internal_error'],
  disk_unwritable: [503, 'internal_error'],
  internal: [500, 'internal_error'],
};

/** What asking a database may end in; the rest is the model's, or ours. */
const ofDatabases =
  /^(db_|sql_refused|database_unavailable|no_database|secret|grants_not_accepted)/;

function kindOf({ code, params }: DiwanError): Kind {
  const database = ofDatabases.test(code) || (code === 'not_found' && params.what === 'database');
  if (database) return [503, 'database_unavailable'];
  return kinds[code] ?? [503, 'ai_service_unavailable'];
}

/** Any error of the pipeline or the registry, as this API words it. */
export function failureOf(
  { clock, log }: { clock: Clock; log: Log },
  language: Language,
  thrown: unknown,
): Failure {
  const error = toDiwanError(thrown);
  const [status, name] = kindOf(error);
  if (status >= 500 && error.code !== 'cancelled')
    log.warn({ error }, 'a call of a channel failed');
  const response = sentenceOf(language, error);
  if (error.code === 'invalid_input') {
    const details = [{ field: String(error.params.field ?? 'body'), message: response }];
    return { status, error: name, response, details };
  }
  if (status !== 429) return { status, error: name, response };
  const seconds = waitOf(error.params, error.code, clock);
  return { status, error: name, response, headers: { 'Retry-After': String(seconds) } };
}

function sentenceOf(language: Language, error: DiwanError): string {
  const { code, params } = error;
  return code === 'already_exists' && params.what === 'channel'
    ? say(language, 'channel.taken', { name: params.name ?? '' })
    : sayError(language, error).message;
}

function waitOf(
  params: Readonly<Record<string, string | number>>,
  code: ErrorCode,
  clock: Clock,
): number {
  if (typeof params.seconds === 'number') return params.seconds;
  if (code !== 'budget_exhausted') return 1;
  return Math.ceil(untilNext(params.period === 'month' ? 'month' : 'day', clock) / 1_000);
}
