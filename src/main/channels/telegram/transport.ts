import type { Readable } from 'node:stream';
import { type ApiClientOptions, HttpError, InputFile, type Transformer } from 'grammy';
import { type Dispatcher, Pool, request } from 'undici';
import { z } from 'zod';
import { toNative } from './signals.ts';

/** How calls reach the Bot API server, by connections that are kept open. */
export interface Transport extends AsyncDisposable {
  /**
   * The innermost of grammY's transformers: what is plain JSON goes out by it. On its way through
   * grammY's client, made for uploads too, a message costs twice as much.
   */
  readonly transformer: Transformer;
  /** For grammY's client, in place of node-fetch: uploads. */
  readonly fetch: NonNullable<ApiClientOptions['fetch']>;
}

/** What grammY gives to `fetch`. */
const Init = z.object({
  method: z.literal('POST'),
  headers: z.record(z.string(), z.string()),
  body: z.custom<string | Readable>(),
  signal: z.custom<AbortSignal>(),
});

const connections = 64;
/** After which a call is given up. Longer than any poll. */
const silenceMs = 90_000;
const headers = ['content-type', 'application/json'];

/** @param token a secret: it stands in every address, and in no error. */
export function createTransport(apiRoot: string, token: string): Transport {
  const { origin, pathname } = new URL(apiRoot);
  const folder = `${pathname.replace(/\/$/, '')}/bot${token}`;
  const limits = { headersTimeout: silenceMs, bodyTimeout: silenceMs };
  const pool = new Pool(origin, { connections, ...limits });
  const upload = async (url: string, init: unknown) => {
    const options = Init.parse(init);
    const response = await request(url, { ...options, dispatcher: pool });
    return { json: () => response.body.json() };
  };
  return {
    transformer: async (prev, method, payload, signal) => {
      if (Object.values(payload).some((value) => value instanceof InputFile))
        return await prev(method, payload, signal);
      const call = { path: `${folder}/${method}`, body: JSON.stringify(payload) };
      try {
        return JSON.parse(await post(pool, call, signal && toNative(signal)));
      } catch (error) {
        throw new HttpError(`Network request for '${method}' failed!`, error);
      }
    },
    // grammY asks for nothing of a response but `json()`.
    fetch: upload as unknown as Transport['fetch'],
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** The body of the answer, whatever its status: Telegram says in it what is wrong. */
function post(
  pool: Pool,
  { path, body }: { path: string; body: string },
  signal: AbortSignal | undefined,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let stop: (() => void) | null = null;
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      stop = () => controller.abort(new Error('the call was given up'));
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
    },
    onResponseStart: () => undefined,
    onResponseData: (_, chunk) => void chunks.push(chunk),
    onResponseEnd: () => resolve(Buffer.concat(chunks).toString()),
    onResponseError: (_, error) => reject(error),
  };
  pool.dispatch({ method: 'POST', path, headers, body }, handler);
  if (!signal) return promise;
  return promise.finally(() => stop && signal.removeEventListener('abort', stop));
}
