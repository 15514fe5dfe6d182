/** What the API says and takes, as zod: the same schemas check requests and write OpenAPI. */
import { z } from 'zod';
import type { Answer } from '../../../preload/contract/answer.ts';
import { dollars } from '../../lib/money.ts';
import { failureNames } from './failures.ts';
import { ReceiptShown, ResultShown } from './receipt.ts';

export const Failure = z.object({
  success: z.literal(false),
  error: z.enum(failureNames),
  response: z.string().describe('A sentence for the person who asked.'),
  details: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

export const OpenaiFailure = z.object({
  error: z.object({
    message: z.string(),
    type: z.enum(['invalid_request_error', 'server_error']),
    param: z.string().nullable(),
    code: z.enum([...failureNames, 'model_not_found']),
  }),
});

/** The program's own name of its user. Lone surrogates would make two names one. */
export const UserId = z
  .union([
    z
      .string()
      .min(1)
      .max(128)
      .regex(/\S/, 'channel.problem.empty')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
      .regex(/^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u),
    z.int(),
  ])
  .transform(String)
  .describe('Your own name of the user: each has a history and limits of their own.');

export const Text = z.string().max(32_000).regex(/\S/, 'channel.problem.empty');

export const Usage = z.object({
  input_tokens: z.int(),
  cached_tokens: z.int(),
  output_tokens: z.int(),
  thinking_tokens: z.int(),
  total_tokens: z.int(),
  cost: z.string().describe('Exact decimal dollars.'),
  currency: z.literal('USD'),
});

export const ChatReply = z.object({
  success: z.literal(true),
  response: z.string().describe('The answer in words.'),
  model: z.string().describe('The one that answered, or that is in use.'),
  total_message_count: z.int().describe('Of all times: it survives /clear.'),
  session_id: z.string().describe('Of this user in this channel, always the same.'),
  usage: Usage,
  sql: z.string().nullable().describe('What was asked of the database.'),
  result: ResultShown.nullable().describe('Its rows.'),
  receipt: ReceiptShown.nullable().describe('What the answer rests on, and what it cost.'),
});

export const noUsage: z.infer<typeof Usage> = {
  input_tokens: 0,
  cached_tokens: 0,
  output_tokens: 0,
  thinking_tokens: 0,
  total_tokens: 0,
  cost: '0.00',
  currency: 'USD',
};

export function usageOf({ receipt }: Answer): z.infer<typeof Usage> {
  let [input, cached, output, thinking] = [0, 0, 0, 0];
  for (const { usage } of receipt.stages) {
    input += usage.input;
    cached += usage.cached;
    output += usage.output;
    thinking += usage.thinking;
  }
  return {
    input_tokens: input,
    cached_tokens: cached,
    output_tokens: output,
    thinking_tokens: thinking,
    total_tokens: input + output,
    cost: dollars(receipt.total),
    currency: 'USD',
  };
}
