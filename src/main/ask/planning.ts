import { DiwanError } from '../lib/errors.ts';
import { parseModelJson } from '../model/json.ts';
import type { Facts, Message, ModelRequest } from '../model/model.ts';
import type { MeteredCalls } from './calls.ts';
import { Plan, planJsonSchema } from './plan-reply.ts';
import { jsonRepairMessage } from './prompts.ts';

export const planOutputTokens = 8_192;
const planTimeoutMs = 60_000;

export function planRequest(
  model: string,
  system: string,
  messages: readonly Message[],
  facts: Facts,
  signal: AbortSignal,
): ModelRequest {
  return {
    model,
    stage: 'summary',
    system,
    messages,
    json: planJsonSchema,
    maxOutputTokens: planOutputTokens,
    timeoutMs: planTimeoutMs,
    facts,
    signal,
  };
}

/**
 * Stage 1. JSON that can not be read gets one more try, with the reason, once that is afforded.
 * @throws DiwanError `model_bad_answer` after the second, or any `model_*` code.
 */
export async function makePlan(
  calls: MeteredCalls,
  request: ModelRequest,
  afford: (request: ModelRequest) => Promise<void>,
): Promise<Plan> {
  const first = await calls.generate(request);
  const read = parseModelJson(first.text, Plan);
  if (read.ok) return read.value;
  const repair: ModelRequest = {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', text: first.text },
      { role: 'user', text: jsonRepairMessage(read.problem) },
    ],
  };
  await afford(repair);
  const second = await calls.generate(repair);
  const again = parseModelJson(second.text, Plan);
  if (again.ok) return again.value;
  throw new DiwanError('model_bad_answer', {
    params: { model: request.model },
    cause: new Error(again.problem),
  });
}
