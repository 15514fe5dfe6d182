import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Usage } from '../../../src/preload/contract/answer.ts';
import type { ModelStandIn, Script, Scripted, StandInOptions } from './script.ts';
import { textOf } from './script.ts';
import { type Protocol, type StreamEvent, startStandIn } from './server.ts';

const Content = z.object({
  role: z.string().optional(),
  parts: z.array(z.object({ text: z.string().default('') })),
});

/** The REST API's own field names; the stand-in refuses a body that the real server would refuse. */
const Body = z.object({
  contents: z.array(Content).min(1),
  systemInstruction: Content.optional(),
  generationConfig: z
    .strictObject({
      maxOutputTokens: z.number().int().positive().optional(),
      responseMimeType: z.string().optional(),
      responseJsonSchema: z.unknown().optional(),
    })
    .default({}),
});

const path = /^\/v1beta\/models\/([^/?:]+):(generateContent|streamGenerateContent)(\?alt=sse)?$/;
const joined = (content: z.infer<typeof Content> | undefined) =>
  (content?.parts ?? []).map(({ text }) => text).join('');

const key = (request: IncomingMessage) => {
  const header = request.headers['x-goog-api-key'];
  return typeof header === 'string' ? header : null;
};

const metadata = (usage: Usage) => ({
  promptTokenCount: usage.input,
  ...(usage.cached > 0 ? { cachedContentTokenCount: usage.cached } : {}),
  candidatesTokenCount: usage.output - usage.thinking,
  ...(usage.thinking > 0 ? { thoughtsTokenCount: usage.thinking } : {}),
  totalTokenCount: usage.input + usage.output,
});

const chunk = (parts: unknown[], finish: string | null, usage: Usage | null) => ({
  candidates: [
    {
      content: { parts, role: 'model' },
      index: 0,
      ...(finish === null ? {} : { finishReason: finish }),
    },
  ],
  ...(usage === null ? {} : { usageMetadata: metadata(usage) }),
  modelVersion: 'stand-in',
});

const finishOf = ({ finish = 'STOP' }: Script) => finish;

const thoughts = (script: Script) =>
  script.thought === undefined ? [] : [{ text: script.thought, thought: true }];

const blocked = (reason: string, usage: Usage | null) => ({
  promptFeedback: { blockReason: reason },
  ...(usage === null ? {} : { usageMetadata: metadata(usage) }),
});

/** Usage grows with the pieces, as the real server reports it: running totals in every chunk. */
function events(script: Script, pieces: string[], usage: Usage): StreamEvent[] {
  const visible = usage.output - usage.thinking;
  const after = (index: number): Usage | null =>
    script.usage === null
      ? null
      : {
          ...usage,
          output: usage.thinking + Math.floor((visible * (index + 1)) / pieces.length),
        };
  const event = (body: unknown, used: Usage | null) => ({
    data: JSON.stringify(body),
    usage: used,
  });
  if (script.blocked !== undefined) {
    const used = script.usage === null ? null : usage;
    return [event(blocked(script.blocked, used), used)];
  }
  return pieces.map((text, index) => {
    const last = index === pieces.length - 1;
    const parts = [...(index === 0 ? thoughts(script) : []), { text }];
    return event(chunk(parts, last ? finishOf(script) : null, after(index)), after(index));
  });
}

const protocol: Protocol = {
  basePath: '',
  key,
  badKey: { status: 400, message: 'API key not valid.', reason: 'API_KEY_INVALID' },
  isList: (request) => /^\/v1beta\/models(\?|$)/.test(request.url ?? ''),
  list: (models) => ({
    models: models.map((id) => ({
      name: `models/${id}`,
      displayName: id,
      inputTokenLimit: 1_048_576,
      supportedGenerationMethods: id.includes('embedding') ? ['embedContent'] : ['generateContent'],
    })),
  }),
  read(request, raw) {
    const [, model, method] = path.exec(request.url ?? '') ?? [];
    if (model === undefined) return null;
    const body = Body.parse(raw);
    const config = body.generationConfig;
    const json = config.responseMimeType === 'application/json';
    return {
      provider: 'gemini',
      model: decodeURIComponent(model),
      stream: method === 'streamGenerateContent',
      system: joined(body.systemInstruction),
      messages: body.contents.map((content) => ({
        role: content.role === 'model' ? 'assistant' : 'user',
        text: joined(content),
      })),
      json: json ? (config.responseJsonSchema === undefined ? 'object' : 'schema') : null,
      key: key(request),
      body: raw,
    };
  },
  error({ status = 500, message = 'scripted failure', retryAfter, reason }) {
    const details = [
      ...(reason === undefined
        ? []
        : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }]),
      ...(retryAfter === undefined
        ? []
        : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` }]),
    ];
    return { headers: {}, body: { error: { code: status, message, status: 'ERROR', details } } };
  },
  whole: (_call, script, usage) =>
    script.blocked === undefined
      ? chunk([...thoughts(script), { text: textOf(script) }], finishOf(script), usage)
      : blocked(script.blocked, usage),
  events: (_call, script, pieces, usage) => events(script, pieces, usage),
};

/** A stand-in of Gemini's REST API on loopback; `url` is its GEMINI_BASE_URL. */
export const startGeminiStandIn = (
  scripted: Scripted,
  options: StandInOptions = {},
): Promise<ModelStandIn> =>
  startStandIn(protocol, scripted, {
    models: ['gemini-flash-latest', 'gemini-flash-lite-latest', 'gemini-embedding-001'],
    ...options,
  });
