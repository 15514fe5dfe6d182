import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Usage } from '../../../src/preload/contract/answer.ts';
import type { ModelStandIn, Script, Scripted, StandInOptions } from './script.ts';
import { textOf } from './script.ts';
import { type Protocol, type StreamEvent, startStandIn } from './server.ts';

const Body = z.object({
  model: z.string().min(1),
  messages: z
    .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  response_format: z.object({ type: z.enum(['json_schema', 'json_object']) }).optional(),
});

const key = (request: IncomingMessage) =>
  /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

const report = (usage: Usage) => ({
  prompt_tokens: usage.input,
  completion_tokens: usage.output,
  total_tokens: usage.input + usage.output,
  prompt_tokens_details: { cached_tokens: usage.cached },
  completion_tokens_details: { reasoning_tokens: usage.thinking },
});

const finishOf = ({ finish = 'stop' }: Script) => finish;

const head = (model: string, object: string) => ({ id: 'chatcmpl-1', object, created: 0, model });

/** Usage comes once, after the last piece, and only if asked for. */
function events(
  body: z.infer<typeof Body>,
  script: Script,
  pieces: string[],
  usage: Usage,
): StreamEvent[] {
  const frame = head(body.model, 'chat.completion.chunk');
  const event = (choices: unknown[], extra: object, used: Usage | null): StreamEvent => ({
    data: JSON.stringify({ ...frame, choices, ...extra }),
    usage: used,
  });
  const delta = (content: object, finish: string | null = null) => [
    { index: 0, delta: content, finish_reason: finish },
  ];
  const thought = script.thought === undefined ? [] : [{ reasoning: script.thought, content: '' }];
  const reports = script.usage !== null && body.stream_options?.include_usage === true;
  return [
    ...thought.map((content) => event(delta(content), {}, null)),
    ...pieces.map((content) => event(delta({ role: 'assistant', content }), {}, null)),
    event(delta({}, finishOf(script)), {}, null),
    ...(reports ? [event([], { usage: report(usage) }, usage)] : []),
    { data: '[DONE]', usage: null },
  ];
}

const protocol: Protocol = {
  basePath: '/v1',
  key,
  badKey: { status: 401, message: 'Incorrect API key provided.', reason: 'invalid_api_key' },
  isList: (request) => request.method === 'GET' && request.url === '/v1/models',
  list: (models) => ({
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', name: id, context_length: 131_072 })),
  }),
  read(request, raw) {
    if (request.url !== '/v1/chat/completions') return null;
    const body = Body.parse(raw);
    const format = body.response_format?.type;
    return {
      provider: 'openai',
      model: body.model,
      stream: body.stream,
      system: body.messages.find(({ role }) => role === 'system')?.content ?? '',
      messages: body.messages.flatMap(({ role, content }) =>
        role === 'system' ? [] : [{ role, text: content }],
      ),
      json: format === undefined ? null : format === 'json_schema' ? 'schema' : 'object',
      key: key(request),
      body: raw,
    };
  },
  error: ({ message = 'scripted failure', retryAfter, reason }) => ({
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: { error: { message, type: 'error', code: reason ?? null } },
  }),
  whole: (call, script, usage) => ({
    ...head(call.model, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: textOf(script) },
        finish_reason: finishOf(script),
      },
    ],
    ...(usage === null ? {} : { usage: report(usage) }),
  }),
  events: (call, script, pieces, usage) => events(Body.parse(call.body), script, pieces, usage),
};

/** A stand-in of an OpenAI-compatible API on loopback; `url` is its OPENAI_BASE_URL. */
export const startOpenaiStandIn = (
  scripted: Scripted,
  options: StandInOptions = {},
): Promise<ModelStandIn> =>
  startStandIn(protocol, scripted, {
    models: ['openai/gpt-5-mini', 'qwen/qwen3.7-plus', 'openai/text-embedding-3-small'],
    ...options,
  });
