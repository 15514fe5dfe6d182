import type { OpenAI } from 'openai';
import { type CallTools, callModel, type OnText, type Transport } from './call.ts';
import { refusal } from './failure.ts';
import { createForms } from './forms.ts';
import type { ModelRequest, Provider } from './model.ts';
import { openaiFailure, rejectionOf } from './openai-errors.ts';
import { listOpenaiModels } from './openai-list.ts';
import { openWhole } from './openai-whole.ts';
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
      const asked = { json: request.json !== null, stream };
      const ask = <Answer>(send: (form: OpenaiForm) => Promise<Answer>): Promise<Answer> =>
        forms.ask(request.model, send, (form, error) => {
          const rejection = rejectionOf(error);
          return rejection === null ? null : weakerForm(form, rejection, asked);
        });
      const reading = createReading(request, progress);
      if (stream) {
        const client = await open();
        const chunks = await ask((form) => startStream(client, request, form, signal));
        for await (const chunk of chunks) reading.take(chunk);
      } else reading.take(await ask((form) => post(openaiBody(request, form), signal)));
      reading.end();
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

async function startStream(
  client: OpenAI,
  request: ModelRequest,
  form: OpenaiForm,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  signal.throwIfAborted();
  const options = form.streamUsage ? { stream_options: { include_usage: true } } : {};
  const body = { ...openaiBody(request, form), ...options, stream: true as const };
  // Our own deadline ends the call; the package's timer must only never come first.
  return client.chat.completions.create(body, { signal, timeout: request.timeoutMs + 60_000 });
}

/** Reads an answer, whole or in pieces, into the progress; one without text is a refusal. */
function createReading(request: ModelRequest, progress: Progress) {
  let empty = true;
  let finish: string | null = null;
  return {
    take(chunk: unknown): void {
      const { usage, choices } = OpenaiChunk.parse(chunk);
      if (usage) progress.usage(openaiUsage(usage));
      const choice = choices?.[0];
      const piece = choice?.message ?? choice?.delta;
      const text = piece?.content ?? '';
      empty &&= text === '';
      progress.text(text);
      finish = (piece?.refusal ? 'refusal' : choice?.finish_reason) ?? finish;
    },
    end(): void {
      if (finish === 'content_filter' || finish === 'refusal')
        throw refusal('model_refused', { request }, finish);
      if (!empty) return;
      if (finish === 'length') throw refusal('model_bad_answer', { request }, finish);
      throw refusal('model_refused', { request }, finish ?? 'empty');
    },
  };
}
