import type { Context } from 'hono';
import type { z } from 'zod';
import type { Language } from '../../../preload/contract/answer.ts';
import { say } from '../../lib/i18n.ts';
import { readText } from '../../lib/request-text.ts';
import { type Failure, invalid, invalidFields } from './failures.ts';

export const maxBodyBytes = 1_000_000;

type Read<Value> = { value: Value } | { failure: Failure };

/**
 * The body as JSON, checked by its schema; none is one without fields. Larger ones are refused
 * without being kept.
 */
export async function readBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
  language: Language,
): Promise<Read<z.output<Schema>>> {
  const text = await readText(context.req, maxBodyBytes);
  if (text === null) return { failure: tooLarge(language) };
  let json: unknown;
  try {
    json = text === '' ? {} : JSON.parse(text);
  } catch {
    const message = say(language, 'channel.problem.json');
    return { failure: invalidFields(language, [{ field: 'body', message }]) };
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? { value: parsed.data }
    : { failure: invalid(language, parsed.error, 'body', json) };
}

const tooLarge = (language: Language): Failure => ({
  status: 413,
  error: 'payload_too_large',
  response: say(language, 'channel.tooLarge', { kilobytes: maxBodyBytes / 1_000 }),
});
