import type { Readable } from 'node:stream';
import type { ApiClientOptions } from 'grammy';
import { Agent, request } from 'undici';
import { z } from 'zod';

export interface Transport extends AsyncDisposable {
  /** For grammY's client, in place of node-fetch: half the work a message. */
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
/** Longer than any poll. */
const silenceMs = 120_000;

/** Connections to the Bot API server that are kept open. */
export function createTransport(): Transport {
  const agent = new Agent({ connections, headersTimeout: silenceMs, bodyTimeout: silenceMs });
  const post = async (url: string, init: unknown) => {
    const { method, headers, body, signal } = Init.parse(init);
    const response = await request(url, { method, headers, body, signal, dispatcher: agent });
    return { json: () => response.body.json() };
  };
  return {
    // grammY asks for nothing of a response but `json()`.
    fetch: post as unknown as Transport['fetch'],
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}
