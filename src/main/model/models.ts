import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { createSemaphore } from '../lib/semaphore.ts';
import type { CallTools } from './call.ts';
import { createGemini } from './gemini.ts';
import type { ModelInfo, ModelReply, ModelRequest, Models, Provider } from './model.ts';
import { createOpenai } from './openai.ts';

export interface Access {
  /** Asked at every call, so that a key changed in the window counts at once: keep it cheap. */
  key(): Promise<string | null>;
  /** Null: the provider's own, see `openaiBaseUrl`. */
  baseUrl: string | null;
}

export interface ModelsOptions extends CallTools {
  gemini: Access;
  openai: Access;
  practice: Provider;
  /** Calls to real providers at once; the rest wait in line. */
  concurrency?: number;
}

export const practiceModel = 'practice';

/** A key of OpenRouter's tells its home; every other key without an address is OpenAI's own. */
export const openaiBaseUrl = (key: string): string =>
  key.startsWith('sk-or-') ? 'https://openrouter.ai/api/v1' : 'https://api.openai.com/v1';

type Open = () => Promise<Provider | null>;

interface Route {
  /** Whether a model's id leads here. */
  owns: (model: string) => boolean;
  open: Open;
  /** What to set where the key is missing. */
  variable: string;
}

/**
 * All providers behind one port. The model's id alone decides: `practice`, `gemini-*`, and
 * everything else (`vendor/name`, a local server's names) goes to the OpenAI-compatible endpoint;
 * never another model than the one asked for. Rejects with `model_no_key` naming the variable.
 */
export function createModels(options: ModelsOptions): Models {
  const places = createSemaphore(options.concurrency ?? 32);
  const routes = routesOf(options);

  const ask = async (
    { model, signal }: ModelRequest,
    work: (provider: Provider) => Promise<ModelReply>,
  ): Promise<ModelReply> => {
    if (model === practiceModel) return work(options.practice);
    const provider = await openRoute(routes, model);
    return places
      .run(() => work(provider), signal)
      .catch((error: unknown) => {
        throw signal.aborted && !isDiwanError(error) ? new DiwanError('cancelled') : error;
      });
  };

  return {
    generate: (request) => ask(request, (provider) => provider.generate(request)),
    stream: (request, onText) => ask(request, (provider) => provider.stream(request, onText)),
    list: (signal) => listAll(options, routes, signal),
  };
}

function routesOf({ gemini, openai, ...options }: ModelsOptions): Route[] {
  const isGemini = (model: string) => model.startsWith('gemini-');
  const openGemini = keyed(gemini.key, (key) =>
    key === null ? null : createGemini({ ...options, key, baseUrl: gemini.baseUrl }),
  );
  const openOpenai = keyed(openai.key, (key) => {
    // A server of one's own (Ollama, vLLM) may want no key.
    if (key === null && openai.baseUrl === null) return null;
    const baseUrl = openai.baseUrl ?? openaiBaseUrl(key ?? '');
    return createOpenai({ ...options, key: key ?? '', baseUrl });
  });
  return [
    { owns: isGemini, open: openGemini, variable: 'GEMINI_API_KEY' },
    {
      owns: (model) => !isGemini(model) && model !== practiceModel,
      open: openOpenai,
      variable: 'OPENAI_API_KEY',
    },
  ];
}

async function openRoute(routes: readonly Route[], model: string): Promise<Provider> {
  const route = routes.find(({ owns }) => owns(model));
  const provider = await route?.open();
  if (provider) return provider;
  const variable = route?.variable ?? '';
  throw new DiwanError('model_no_key', { params: { model, variable } });
}

/** The provider for the key of the moment; made anew only when the key changes. */
function keyed(
  key: () => Promise<string | null>,
  make: (key: string | null) => Provider | null,
): Open {
  let made: { key: string | null; provider: Provider | null } | null = null;
  return async () => {
    const now = (await key()) || null;
    if (made === null || made.key !== now) made = { key: now, provider: make(now) };
    return made.provider;
  };
}

/**
 * What the configured keys can really use, the practice model first; of each provider only the ids
 * that lead to it. A provider that fails is left out and logged; where every configured one fails,
 * the first failure is the answer.
 */
async function listAll(
  { practice, log }: ModelsOptions,
  routes: readonly Route[],
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  const lists = await Promise.allSettled(routes.map((route) => listRoute(route, signal)));
  if (signal.aborted) throw new DiwanError('cancelled');
  const failed = lists.filter((list) => list.status === 'rejected').map((list) => list.reason);
  for (const error of failed) log.warn({ err: error }, 'a provider did not list its models');
  const listed = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  if (failed.length > 0 && listed.length === 0) throw failed[0];
  const models = listed.sort((a, b) => a.id.localeCompare(b.id));
  return [...(await practice.list(signal)), ...models];
}

async function listRoute({ open, owns }: Route, signal: AbortSignal): Promise<ModelInfo[]> {
  const models = (await (await open())?.list(signal)) ?? [];
  return models.filter(({ id }) => owns(id));
}
