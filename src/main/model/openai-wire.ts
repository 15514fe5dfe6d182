import { z } from 'zod';
import type { Usage } from '../../preload/contract/answer.ts';
import type { ModelRequest } from './model.ts';

/** https://platform.openai.com/docs/api-reference/chat, as its many imitators speak it. */
const count = z.number().int().nonnegative().nullish();

const UsageReport = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
});

const Piece = z.object({ content: z.string().nullish(), refusal: z.string().nullish() });

/** A whole answer has `message`, a streamed piece has `delta`. */
const Choice = z.object({
  message: Piece.nullish(),
  delta: Piece.nullish(),
  finish_reason: z.string().nullish(),
});

export const OpenaiChunk = z.object({
  choices: z.array(Choice).nullish(),
  usage: UsageReport.nullish(),
});

/**
 * Cached tokens are part of the prompt, reasoning of the completion. Some imitators leave
 * reasoning out of the completion but not out of the total: the larger one is what they bill.
 */
export function openaiUsage(report: z.infer<typeof UsageReport>): Usage {
  const input = report.prompt_tokens ?? 0;
  const thinking = report.completion_tokens_details?.reasoning_tokens ?? 0;
  const output = Math.max(
    report.completion_tokens ?? 0,
    (report.total_tokens ?? 0) - input,
    thinking,
  );
  const cached = Math.min(input, report.prompt_tokens_details?.cached_tokens ?? 0);
  return { input, cached, output, thinking };
}

/** What an endpoint takes. The strongest is tried first, see `weakerForm`. */
export interface OpenaiForm {
  json: 'schema' | 'object' | 'none';
  limit: 'max_completion_tokens' | 'max_tokens';
  limitTurned: boolean;
  streamUsage: boolean;
}

/** OpenAI's own endpoint refuses the old name of the limit, most others know only the old one. */
export const strongestForm = (baseUrl: string): OpenaiForm => ({
  json: 'schema',
  limit: new URL(baseUrl).hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens',
  limitTurned: false,
  streamUsage: true,
});

/** The form to try after a 400 that says `message`; null when nothing weaker is left. */
export function weakerForm(
  form: OpenaiForm,
  message: string,
  asked: { json: boolean; stream: boolean },
): OpenaiForm | null {
  if (!form.limitTurned && /max_(completion_)?tokens/.test(message)) {
    const limit = form.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    return { ...form, limit, limitTurned: true };
  }
  if (asked.stream && form.streamUsage && /stream_options|include_usage/.test(message))
    return { ...form, streamUsage: false };
  if (asked.json && form.json !== 'none')
    return { ...form, json: form.json === 'schema' ? 'object' : 'none' };
  return null;
}

function responseFormat(request: ModelRequest, form: OpenaiForm) {
  if (request.json === null || form.json === 'none') return {};
  if (form.json === 'object') return { response_format: { type: 'json_object' as const } };
  const { $schema: _, ...schema } = request.json;
  const json_schema = { name: 'answer', schema, strict: false };
  return { response_format: { type: 'json_schema' as const, json_schema } };
}

export function openaiBody(request: ModelRequest, form: OpenaiForm) {
  const system = { role: 'system' as const, content: request.system };
  const messages = request.messages.map(({ role, text }) => ({ role, content: text }));
  return {
    model: request.model,
    messages: request.system === '' ? messages : [system, ...messages],
    [form.limit]: request.maxOutputTokens,
    ...responseFormat(request, form),
  };
}
