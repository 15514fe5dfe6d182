import { z } from 'zod';

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
  const { origin, pathname } = new URL(baseUrl);
  const path = `${pathname.replace(/\/+$/, '')}/chat/completions`;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${key === '' ? 'none' : key}`,
  };
  const open = async () => new (await import('undici')).Pool(origin);
  let pool: ReturnType<typeof open> | null = null;
  return async (body, signal) => {
    pool ??= open();
    const request = { method: 'POST' as const, path, headers, body: JSON.stringify(body), signal };
    const answer = await (await pool).request(request);
    const text = await answer.body.text();
    if (answer.statusCode < 300) return JSON.parse(text);
    throw failed(answer.statusCode, text, answer.headers);
  };
}

function failed(
  status: number,
  text: string,
  headers: Record<string, string | string[] | undefined>,
): Error {
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
