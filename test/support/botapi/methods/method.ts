import type { z } from 'zod';
import type { Call } from '../calls.ts';
import { parseParams, type RawParams } from '../params.ts';
import type { World } from '../world.ts';

export interface Context {
  readonly world: World;
  readonly call: Call;
  /** All parameters, for files that a media list names by `attach://…`. */
  readonly raw: RawParams;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

export type Method = (context: Context) => unknown;

/** One Bot API method: its parameters, then what it does. Throws Failure. */
export const method =
  <T extends z.ZodType>(
    schema: T,
    run: (context: Context, params: z.output<T>) => unknown,
  ): Method =>
  (context) =>
    run(context, parseParams(schema, context.raw));
