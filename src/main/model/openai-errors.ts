import { z } from 'zod';
import { type CallName, type Failure, failureOf, refusal } from './failure.ts';

/** The SDK's APIError; in mid-stream it has no status, and OpenRouter puts one into `code`. */
const ApiError = z.object({
  status: z.number().optional(),
  message: z.string().default(''),
  code: z.union([z.string(), z.number()]).nullish(),
  headers: z.instanceof(Headers).optional(),
});

/** Codes of a 429 that no waiting heals. */
const emptyPurse = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

/** Retry-After in seconds or as a date, or OpenAI's retry-after-ms. */
export function retryAfterMs(headers: Headers | undefined, now: number): number | null {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const after = headers?.get('retry-after');
  if (after === null || after === undefined) return null;
  const ms = /^\d+(\.\d+)?$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

export function openaiFailure(error: unknown, call: CallName, now: number): Failure {
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return { error: refusal('model_bad_answer', call, 'unreadable'), verdict: 'stop' };
  const { status, message, code, headers } = ApiError.safeParse(error).data ?? {
    message: error instanceof Error ? error.message : String(error),
  };
  const known = status ?? (typeof code === 'number' && code >= 400 ? code : null);
  if (known === 403 && /moderation|flagged/i.test(message))
    return { error: refusal('model_refused', call, 'moderation'), verdict: 'stop' };
  return failureOf(
    {
      status: known,
      message: message.replace(/^\d{3} /, ''),
      retryAfterMs: retryAfterMs(headers, now),
      keyRefused: known === 429 && emptyPurse.has(String(code)),
    },
    call,
  );
}

/** The text of a rejection of the request itself; null for every other failure. */
export function rejectionOf(error: unknown): string | null {
  const parsed = ApiError.safeParse(error).data;
  return parsed?.status === 400 || parsed?.status === 422 ? parsed.message : null;
}
