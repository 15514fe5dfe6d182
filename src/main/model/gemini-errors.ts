import { z } from 'zod';
import { type CallName, type Failure, failureOf, refusal } from './failure.ts';

/** https://cloud.google.com/apis/design/errors: details are typed by `@type`. */
const Detail = z.looseObject({
  '@type': z.string().default(''),
  reason: z.string().optional(),
  retryDelay: z.string().optional(),
});

/** The SDK's fetch error, and the REST body our own listing reads. */
const FetchError = z.looseObject({
  status: z.number(),
  message: z.string().default(''),
  errorDetails: z.array(z.unknown()).default([]),
});

const keyReasons = new Set(['API_KEY_INVALID', 'API_KEY_SERVICE_BLOCKED', 'API_KEY_EXPIRED']);

/** The SDK wraps the server's words: «[…] Error fetching from URL: [400 Bad Request] words [details]». */
const serverWords = (message: string): string =>
  message.replace(/^.*?: \[\d{3}[^\]]*\] */s, '').replace(/ *\[\{.*$/s, '');

/** `retryDelay` is a protobuf Duration, e.g. `37s` or `1.5s`. */
function delayMs(details: readonly z.infer<typeof Detail>[]): number | null {
  const delay = details.find((detail) => detail['@type'].endsWith('RetryInfo'))?.retryDelay;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

export function geminiFailure(error: unknown, call: CallName): Failure {
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return { error: refusal('model_bad_answer', call, 'unreadable'), verdict: 'stop' };
  const parsed = FetchError.safeParse(error);
  if (!parsed.success) return connectionFailure(error, call);
  const { status, message } = parsed.data;
  const details = parsed.data.errorDetails.flatMap((detail) => Detail.safeParse(detail).data ?? []);
  return failureOf(
    {
      status,
      message: serverWords(message),
      retryAfterMs: delayMs(details),
      keyRefused:
        details.some((detail) => keyReasons.has(detail.reason ?? '')) ||
        (status === 400 && /api key not valid|location is not supported/i.test(message)),
    },
    call,
  );
}

/** The SDK has one plain error for a lost connection and for an unreadable stream. */
function connectionFailure(error: unknown, call: CallName): Failure {
  const message = error instanceof Error ? error.message : String(error);
  // Its text quotes the answer, which is no business of the log.
  if (message.includes('Error parsing JSON response'))
    return { error: refusal('model_bad_answer', call, 'malformed stream'), verdict: 'stop' };
  return failureOf({ status: null, message, retryAfterMs: null, keyRefused: false }, call);
}

/** True where the request itself was rejected, not its key: a plainer one may pass. */
export const isBadRequest = (error: unknown): boolean => {
  const parsed = FetchError.safeParse(error);
  return parsed.success && parsed.data.status === 400 && !/api key/i.test(parsed.data.message);
};
