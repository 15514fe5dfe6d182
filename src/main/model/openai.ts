import type { OpenAI } from 'openai';
import { type CallTools, callModel, type OnText, type Transport } from './call.ts';
import { refusal } from './failure.ts';
import { createForms } from './forms.ts';
import type { ModelRequest, Provider } from './model.ts';
import { openaiFailure, rejectionOf } from './openai-errors.ts';
import { listOpenaiModels } from './openai-list.ts';
import { openWhole, type PostWhole } from './openai-whole.ts';
import {
  OpenaiChunk,
  type OpenaiForm,
  openaiBody,
  openaiUsage,
  strongestForm,
  weakerForm,
} from './openai-wire.ts';
import type { Progress } from './tally.ts';

export interface OpenaiOptions extends CallTools {
  /** Empty for servers that want none. */
  key: string;
  /** With its version, e.g. `https://openrouter.ai/api/v1`. */
  baseUrl: string;
}

/** Any OpenAI-compatible endpoint: streams and lists by the `openai` package, whole answers by undici. */
export function createOpenai(options: OpenaiOptions): Provider {
  const { baseUrl, key, clock } = options;
  const open = clientOpener(key, baseUrl);
  const post = openWhole(baseUrl, key);
  const forms = createForms<OpenaiForm>(() => strongestForm(baseUrl));

  const transport = (request: ModelRequest, stream: boolean): Transport => ({
    attempt: async (progress, signal) => {
      const send = stream ? streaming(await open(), request, signal) : whole(post, request, signal);
      const asked = { json: request.json !== null, stream };
      const chunks = await forms.ask(request.model, send, (form, error) => {
        const rejection = rejectionOf(error);
        return rejection === null ? null : weakerForm(form, rejection, asked);
      });
      await take(chunks, request, progress);
    },
    explain: (error) => openaiFailure(error, { request, key }, clock.now()),
  });

  const call = (request: ModelRequest, onText: OnText) =>
    callModel(options, request, onText, transport(request, onText !== null));

  return {
    generate: (request) => call(request, null),
    stream: (request, onText) => call(request, onText),
    list: async (signal) => listOpenaiModels(options, await open(), signal),
  };
}

/** The package loads when first needed; its client is made once. Nothing is read from the environment. */
function clientOpener(key: string, baseURL: string): () => Promise<OpenAI> {
  let client: Promise<OpenAI> | null = null;
  const make = async () => {
    const { OpenAI } = await import('openai');
    return new OpenAI({
      // The package insists on a key; servers without keys ignore it.
      apiKey: key === '' ? 'none' : key,
      baseURL,
      maxRetries: 0,
      logLevel: 'off',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
    });
  };
  return () => {
    client ??= make();
    return client;
  };
}

type Chunks = AsyncIterable<unknown> | readonly unknown[];

type Send = (form: OpenaiForm) => Promise<Chunks>;

const whole =
  (post: PostWhole, request: ModelRequest, signal: AbortSignal): Send =>
  async (form) => [await post(openaiBody(request, form), signal)];

const streaming =
  (client: OpenAI, request: ModelRequest, signal: AbortSignal): Send =>
  async (form) => {
    signal.throwIfAborted();
    const options = form.streamUsage ? { stream_options: { include_usage: true } } : {};
    const body = { ...openaiBody(request, form), ...options, stream: true as const };
    // Our own deadline ends the call; the package's timer must only never come first.
    return client.chat.completions.create(body, { signal, timeout: request.timeoutMs + 60_000 });
  };

/** Reads chunks into the progress; an answer without text is a refusal. */
async function take(chunks: Chunks, request: ModelRequest, progress: Progress): Promise<void> {
  let empty = true;
  let finish: string | null = null;
  for await (const raw of chunks) {
    const { usage, choices } = OpenaiChunk.parse(raw);
    if (usage) progress.usage(openaiUsage(usage));
    const choice = choices?.[0];
    const piece = choice?.message ?? choice?.delta;
    const text = piece?.content ?? '';
    empty &&= text === '';
    progress.text(text);
    finish = (piece?.refusal ? 'refusal' : choice?.finish_reason) ?? finish;
  }
  if (finish === 'content_filter' || finish === 'refusal')
    throw refusal('model_refused', { request }, finish);
  if (!empty) return;
  if (finish === 'length') throw refusal('model_bad_answer', { request }, finish);
  throw refusal('model_refused', { request }, finish ?? 'empty');
}
