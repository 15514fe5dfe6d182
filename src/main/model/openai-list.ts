import type { OpenAI } from 'openai';
import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { createDeadline } from '../lib/deadline.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ModelInfo } from './model.ts';
import { openaiFailure } from './openai-errors.ts';

const listTimeoutMs = 15_000;

const ListedModel = z.object({
  id: z.string(),
  name: z.string().nullish(),
  /** OpenRouter's and vLLM's names of the same. */
  context_length: z.number().int().nullish(),
  max_model_len: z.number().int().nullish(),
});

/** Models of such endpoints that do not chat. */
const otherTrades =
  /embed|whisper|\btts\b|dall-e|moderation|realtime|-audio|-image|transcribe|sora|davinci|babbage/;

/** The models this key may use, by GET /models. */
export async function listOpenaiModels(
  { clock, key }: { clock: Clock; key: string },
  client: OpenAI,
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  if (signal.aborted) throw new DiwanError('cancelled');
  using deadline = createDeadline(clock, listTimeoutMs, signal);
  try {
    const page = await client.models.list({ signal: deadline.signal });
    return page.data
      .map((model) => ListedModel.parse(model))
      .filter((model) => !otherTrades.test(model.id))
      .map(toInfo);
  } catch (error) {
    if (signal.aborted) throw new DiwanError('cancelled');
    if (deadline.expired) throw new DiwanError('model_timeout', { params: { model: 'openai' } });
    const call = { request: { model: 'openai', stage: 'summary' as const }, key };
    throw openaiFailure(error, call, clock.now()).error;
  }
}

const toInfo = (model: z.infer<typeof ListedModel>): ModelInfo => ({
  id: model.id,
  name: model.name ?? model.id,
  contextTokens: model.context_length ?? model.max_model_len ?? null,
});
