import { z } from 'zod';
import { openPoster, type Posted } from '../lib/post.ts';

/** Posts a body to `/chat/completions` and returns the answer's JSON. */
export type PostWhole = (body: unknown, signal: AbortSignal) => Promise<unknown>;

const Complaint = z.object({
  error: z
    .union([
      z.object({
        message: z.string().default(''),
        code: z.union([z.string(), z.number()]).nullish(),
      }),
      z.string().transform((message) => ({ message, code: null })),
    ])
    .optional(),
  message: z.string().optional(),
});

/**
 * Whole answers need none of what a client package does for streams: a pooled connection alone
 * takes a sixth of the processor time. Failures look as the package's: status, code, headers.
 */
export function openWhole(baseUrl: string, key: string): PostWhole {
  const { origin, pathname, search } = new URL(baseUrl);
  const path = `${pathname.replace(/\/+$/, '')}/chat/completions${search}`;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${key === '' ? 'none' : key}`,
  };
  const { post } = openPoster(origin);
  return async (body, signal) => {
    const posted = await post({ path, headers, body: JSON.stringify(body), signal });
    if (posted.status < 300) return JSON.parse(posted.text);
    throw failed(posted);
  };
}

function failed({ status, text, headers }: Posted): Error {
  const said = Complaint.safeParse(jsonOf(text)).data;
  const message = said?.error?.message || said?.message || text.slice(0, 300);
  const plain = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return Object.assign(new Error(message), {
    status,
    code: said?.error?.code ?? null,
    headers: new Headers(Object.fromEntries(plain)),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
