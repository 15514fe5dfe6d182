import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { createSemaphore } from '../lib/semaphore.ts';
import type { CallTools } from './call.ts';
import { createGemini } from './gemini.ts';
import type {
  KeyedProvider,
  ModelInfo,
  ModelReply,
  ModelRequest,
  Models,
  Provider,
} from './model.ts';
import { createOpenai } from './openai.ts';

export interface Access {
  /** Asked at every call, so that a key changed in the window counts at once: keep it cheap. */
  key(): Promise<string | null>;
  /** The same; null: the provider's own, see `openaiBaseUrl`. */
  baseUrl(): string | null;
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
  provider: KeyedProvider;
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
    list: (signal, of) =>
      of === undefined ? listAll(options, routes, signal) : listOne(routes, of, signal),
    keyMissing: async (model) => {
      const route = model === practiceModel ? null : routeOf(routes, model);
      return !route || (await route.open()) ? null : route.variable;
    },
  };
}

function routesOf({ gemini, openai, ...options }: ModelsOptions): Route[] {
  const isGemini = (model: string) => model.startsWith('gemini-');
  const openGemini = keyed(gemini, (key, baseUrl) =>
    key === null ? null : createGemini({ ...options, key, baseUrl }),
  );
  const openOpenai = keyed(openai, (key, baseUrl) => {
    // A server of one's own (Ollama, vLLM) may want no key.
    if (key === null && baseUrl === null) return null;
    return createOpenai({
      ...options,
      key: key ?? '',
      baseUrl: baseUrl ?? openaiBaseUrl(key ?? ''),
    });
  });
  return [
    { provider: 'gemini', owns: isGemini, open: openGemini, variable: 'GEMINI_API_KEY' },
    {
      provider: 'openai',
      owns: (model) => !isGemini(model) && model !== practiceModel,
      open: openOpenai,
      variable: 'OPENAI_API_KEY',
    },
  ];
}

const routeOf = (routes: readonly Route[], model: string): Route | undefined =>
  routes.find(({ owns }) => owns(model));

async function openRoute(routes: readonly Route[], model: string): Promise<Provider> {
  const route = routeOf(routes, model);
  const provider = await route?.open();
  if (provider) return provider;
  const variable = route?.variable ?? '';
  throw new DiwanError('model_no_key', { params: { model, variable } });
}

/** The provider for the key and the address of the moment; made anew only when one changes. */
function keyed(
  access: Access,
  make: (key: string | null, baseUrl: string | null) => Provider | null,
): Open {
  let made: { key: string | null; baseUrl: string | null; provider: Provider | null } | null = null;
  return async () => {
    const key = (await access.key()) || null;
    const baseUrl = access.baseUrl();
    if (made?.key !== key || made.baseUrl !== baseUrl)
      made = { key, baseUrl, provider: make(key, baseUrl) };
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

const listOne = async (
  routes: readonly Route[],
  provider: KeyedProvider,
  signal: AbortSignal,
): Promise<ModelInfo[]> => {
  const lists = routes.filter((route) => route.provider === provider);
  return (await Promise.all(lists.map((route) => listRoute(route, signal)))).flat();
};

async function listRoute({ open, owns }: Route, signal: AbortSignal): Promise<ModelInfo[]> {
  const models = (await (await open())?.list(signal)) ?? [];
  return models.filter(({ id }) => owns(id));
}
