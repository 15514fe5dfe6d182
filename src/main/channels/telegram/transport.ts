import type { Readable } from 'node:stream';
import { type ApiClientOptions, HttpError, InputFile, type Transformer } from 'grammy';
import { z } from 'zod';
import { openPoster } from '../../lib/post.ts';
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
  headers: z.record(z.string(), z.string()),
  body: z.custom<string | Readable>(),
  signal: z.custom<AbortSignal>(),
});

const connections = 64;
/** After which a call is given up. Longer than any poll. */
const silenceMs = 90_000;
const headers = { 'content-type': 'application/json' };

/** @param token a secret: it stands in every address, and in no error. */
export function createTransport(apiRoot: string, token: string): Transport {
  const { origin, pathname } = new URL(apiRoot);
  const folder = `${pathname.replace(/\/$/, '')}/bot${token}`;
  const poster = openPoster(origin, { connections, silenceMs });
  const upload = async (url: string, init: unknown) => {
    const { text } = await poster.post({ path: new URL(url).pathname, ...Init.parse(init) });
    return { json: async (): Promise<unknown> => JSON.parse(text) };
  };
  return {
    transformer: async (prev, method, payload, signal) => {
      if (Object.values(payload).some((value) => value instanceof InputFile))
        return await prev(method, payload, signal);
      const call = { path: `${folder}/${method}`, headers, body: JSON.stringify(payload) };
      try {
        // Whatever its status: Telegram says in the body what is wrong.
        return JSON.parse(
          (await poster.post({ ...call, signal: signal && toNative(signal) })).text,
        );
      } catch (error) {
        throw new HttpError(`Network request for '${method}' failed!`, error);
      }
    },
    // grammY asks for nothing of a response but `json()`.
    fetch: upload as unknown as Transport['fetch'],
    [Symbol.asyncDispose]: () => poster[Symbol.asyncDispose](),
  };
}
