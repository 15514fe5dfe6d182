import type { z } from 'zod';
import { DiwanError } from './errors.ts';

/**
 * What somebody gave, checked by its schema.
 * @throws DiwanError `invalid_input` with the first wrong `field` and zod's name of the `problem`.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const params = { field: issue?.path.join('.') ?? '', problem: issue?.code ?? 'custom' };
  throw new DiwanError('invalid_input', { cause: parsed.error, params });
}
