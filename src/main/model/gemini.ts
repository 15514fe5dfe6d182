import type { GenerativeModel } from '@google/generative-ai';
import { type CallTools, callModel, type OnText, type Transport } from './call.ts';
import { refusal } from './failure.ts';
import { createForms } from './forms.ts';
import { geminiFailure, isBadRequest } from './gemini-errors.ts';
import { listGeminiModels } from './gemini-list.ts';
import { GeminiChunk, geminiBody, geminiText, geminiUsage } from './gemini-wire.ts';
import type { ModelRequest, Provider } from './model.ts';
import type { Progress } from './tally.ts';

export interface GeminiOptions extends CallTools {
  key: string;
  /** Null: Google's own. With or without the API version at its end. */
  baseUrl: string | null;
}

const googleBaseUrl = 'https://generativelanguage.googleapis.com';

/** Whether the JSON schema goes along: some servers and models refuse or ignore it. */
type Form = 'schema' | 'plain';

/** Gemini by Google's SDK, which speaks HTTP by Node's fetch: its connections are kept alive. */
export function createGemini(options: GeminiOptions): Provider {
  const baseUrl = (options.baseUrl ?? googleBaseUrl).replace(/\/+(v1beta\/*)?$/, '');
  const open = modelOpener(options.key, baseUrl);
  const forms = createForms<Form>(() => 'schema');

  const transport = (request: ModelRequest, stream: boolean): Transport => ({
    attempt: async (progress, signal) => {
      const model = await open(request.model);
      const send = (form: Form) => {
        signal.throwIfAborted();
        const body = geminiBody(request, form === 'schema');
        return stream ? readStream(model, body, signal) : readWhole(model, body, signal);
      };
      const chunks =
        request.json === null
          ? await send('plain')
          : await forms.ask(request.model, send, (form, error) =>
              form === 'schema' && isBadRequest(error) ? 'plain' : null,
            );
      await take(chunks, request, progress);
    },
    explain: (error) => geminiFailure(error, { request, key: options.key }),
  });

  const call = (request: ModelRequest, onText: OnText) =>
    callModel(options, request, onText, transport(request, onText !== null));

  return {
    generate: (request) => call(request, null),
    stream: (request, onText) => call(request, onText),
    list: (signal) => listGeminiModels(options, baseUrl, signal),
  };
}

/** The SDK loads when first needed; a model's client is made once. */
function modelOpener(key: string, baseUrl: string) {
  const models = new Map<string, GenerativeModel>();
  return async (id: string): Promise<GenerativeModel> => {
    const known = models.get(id);
    if (known !== undefined) return known;
    const { GoogleGenerativeAI } = await import('@google/generative-ai');
    const model = new GoogleGenerativeAI(key).getGenerativeModel({ model: id }, { baseUrl });
    models.set(id, model);
    return model;
  };
}

type Body = ReturnType<typeof geminiBody>;
type Chunks = AsyncIterable<unknown> | readonly unknown[];

async function readWhole(model: GenerativeModel, body: Body, signal: AbortSignal): Promise<Chunks> {
  const { response } = await model.generateContent(body, { signal });
  return [response];
}

async function readStream(
  model: GenerativeModel,
  body: Body,
  signal: AbortSignal,
): Promise<Chunks> {
  const { stream, response } = await model.generateContentStream(body, { signal });
  // A broken stream rejects this promise too; unheard, it would end the process.
  response.catch(() => undefined);
  return stream;
}

/** Reads chunks into the progress; an answer without text is a refusal, by whatever reason. */
async function take(chunks: Chunks, request: ModelRequest, progress: Progress): Promise<void> {
  let empty = true;
  let finish: string | null = null;
  for await (const raw of chunks) {
    const chunk = GeminiChunk.parse(raw);
    if (chunk.usageMetadata) progress.usage(geminiUsage(chunk.usageMetadata));
    const blocked = chunk.promptFeedback?.blockReason;
    if (blocked) throw refusal('model_refused', { request }, blocked);
    const text = geminiText(chunk);
    empty &&= text === '';
    progress.text(text);
    finish = chunk.candidates[0]?.finishReason ?? finish;
  }
  if (finish !== null && finish !== 'STOP' && finish !== 'MAX_TOKENS')
    throw refusal('model_refused', { request }, finish);
  if (empty) throw emptyAnswer(request, finish);
}

const emptyAnswer = (request: ModelRequest, finish: string | null) =>
  finish === 'MAX_TOKENS'
    ? refusal('model_bad_answer', { request }, finish)
    : refusal('model_refused', { request }, finish ?? 'EMPTY');
