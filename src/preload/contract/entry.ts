/** How an entry of the contract is written down: what it is, who may call it, what it takes. */
import type { z } from 'zod';

/**
 * Who may call. `anyone` is not signed in; `member` and `owner` belong to an organisation; the
 * `operator` is the person at the machine. Each includes those after it.
 */
export const accesses = ['anyone', 'member', 'owner', 'operator'] as const;
export type Access = (typeof accesses)[number];

export interface Entry<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Kind extends 'query' | 'command' | 'stream' = 'query' | 'command' | 'stream',
> {
  /** A query reads, a command changes, a stream yields many outputs. */
  kind: Kind;
  /** Changes nothing: what the LAN door has. */
  readOnly: boolean;
  access: Access;
  input: Input;
  output: Output;
}

type Parts<Input, Output> = { access: Access; input: Input; output: Output };

export const query = <Input extends z.ZodType, Output extends z.ZodType>(
  parts: Parts<Input, Output>,
): Entry<Input, Output, 'query'> => ({ kind: 'query', readOnly: true, ...parts });

export const command = <Input extends z.ZodType, Output extends z.ZodType>(
  parts: Parts<Input, Output>,
): Entry<Input, Output, 'command'> => ({ kind: 'command', readOnly: false, ...parts });

/** `output` is the shape of each thing yielded. */
export const stream = <Input extends z.ZodType, Output extends z.ZodType>(
  parts: Parts<Input, Output>,
): Entry<Input, Output, 'stream'> => ({ kind: 'stream', readOnly: false, ...parts });

/** A stream that only tells. */
export const feed = <Input extends z.ZodType, Output extends z.ZodType>(
  parts: Parts<Input, Output>,
): Entry<Input, Output, 'stream'> => ({ kind: 'stream', readOnly: true, ...parts });
