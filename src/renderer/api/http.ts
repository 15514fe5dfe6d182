import type { CallContext } from '../../preload/contract/bridge.ts';
import type { WireError } from '../../preload/contract/errors.ts';
import { readEvents } from './sse.ts';
import { token } from './token.ts';
import { ApiError, offline, type Transport } from './transport.ts';

/** The contract over HTTP, as `src/main/web/rpc.ts` serves it. */
export const overHttp: Transport = {
  async call(name, input, context, signal) {
    const response = await post(`/rpc/${name}`, input, context, signal);
    return response.json();
  },
  async stream(name, input, context, signal, on) {
    const response = await post(`/rpc/${name}/stream`, input, context, signal);
    if (!response.body) throw offline();
    try {
      for await (const { event, data } of readEvents(response.body)) {
        if (event === 'item') on(JSON.parse(data));
        else if (event === 'error') throw new ApiError(JSON.parse(data) as WireError);
        else if (event === 'end') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw error instanceof ApiError ? error : offline();
    }
    if (!signal.aborted) throw offline();
  },
};

async function post(
  path: string,
  input: unknown,
  context: CallContext,
  signal?: AbortSignal,
): Promise<Response> {
  const bearer = token.get();
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'Accept-Language': context.language,
  };
  if (bearer !== null) headers['Authorization'] = `Bearer ${bearer}`;
  if (context.organizationId !== null)
    headers['X-Diwan-Organization'] = String(context.organizationId);
  const request = { method: 'POST', headers, body: JSON.stringify(input), signal: signal ?? null };
  const response = await fetch(path, request).catch((error: unknown) => {
    throw signal?.aborted ? error : offline();
  });
  if (response.ok) return response;
  const wire: unknown = await response.json().catch(() => null);
  throw isWire(wire) ? new ApiError(wire) : offline();
}

const isWire = (value: unknown): value is WireError =>
  value !== null && typeof value === 'object' && 'code' in value && 'message' in value;
