import type { Context } from 'hono';
import { type Headers, said } from './said.ts';

/** Sends one server-sent event; a null name is for streams whose events have none. */
export type Send = (name: string | null, data: string) => void;

/**
 * Server-sent events: what `work` sends until it ends. Headers go out with the first event; a
 * failure before it is thrown to the caller, who still has a status to give. `work` must word its
 * later failures itself. Its signal aborts when the reader leaves.
 */
export async function eventStream(
  context: Context,
  headers: Headers,
  work: (send: Send, signal: AbortSignal) => Promise<void>,
): Promise<Response> {
  const gone = new AbortController();
  const encoder = new TextEncoder();
  const first = Promise.withResolvers<void>();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    undefined,
    new CountQueuingStrategy({ highWaterMark: 1_000 }),
  );
  const writer = writable.getWriter();
  writer.closed.catch(() => gone.abort());
  const send: Send = (name, data) => {
    first.resolve();
    const event = name === null ? `data: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`;
    writer.write(encoder.encode(event)).catch(() => gone.abort());
  };
  work(send, AbortSignal.any([gone.signal, context.req.raw.signal]))
    .then(() => first.resolve())
    .catch(first.reject)
    .finally(() => writer.close().catch(() => undefined));
  await first.promise;
  const unbuffered = { ...headers, 'X-Accel-Buffering': 'no' };
  return said(readable, 'text/event-stream; charset=utf-8', unbuffered);
}
