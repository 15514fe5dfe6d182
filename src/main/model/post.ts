import type { Dispatcher } from 'undici';

export interface Posted {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

/** Posts a body and takes the answer whole. Rejects with the signal's reason when it aborts. */
export type Post = (body: string, signal: AbortSignal) => Promise<Posted>;

/** Whoever posts has a deadline of their own: undici's would need two timers more for each call. */
const untimed = { headersTimeout: 0, bodyTimeout: 0 };

/**
 * Posts to one address on pooled connections. undici loads when first needed; by its handlers, for
 * what it builds around them for streams costs more than the whole call.
 * https://undici.nodejs.org/#/docs/api/Dispatcher.md?id=dispatcherdispatchoptions-handler
 */
export function openPost(url: URL, headers: Record<string, string>): Post {
  const open = async () => new (await import('undici')).Pool(url.origin, untimed);
  const path = url.pathname + url.search;
  let opening: ReturnType<typeof open> | null = null;
  return async (body, signal) => {
    opening ??= open();
    const pool = await opening;
    signal.throwIfAborted();
    const taking = new Taking(signal);
    pool.dispatch({ method: 'POST', path, headers, body }, taking);
    return taking.posted;
  };
}

const decoder = new TextDecoder();

/** One answer as it comes in, until it is whole, broken or no longer wanted. */
class Taking implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #end = Promise.withResolvers<Posted>();
  readonly #parts: Buffer[] = [];
  #control: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: Posted['headers'] = {};

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#leave);
  }

  get posted(): Promise<Posted> {
    return this.#end.promise;
  }

  onRequestStart(control: Dispatcher.DispatchController): void {
    this.#control = control;
    // It may have waited for a connection until nobody wanted it any more.
    if (this.#signal.aborted) this.#leave();
  }

  onResponseStart(_: unknown, status: number, headers: Posted['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: unknown, part: Buffer): void {
    this.#parts.push(part);
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener('abort', this.#leave);
    const [first] = this.#parts;
    const bytes = first && this.#parts.length === 1 ? first : Buffer.concat(this.#parts);
    const text = decoder.decode(bytes);
    this.#end.resolve({ status: this.#status, headers: this.#headers, text });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#signal.removeEventListener('abort', this.#leave);
    this.#end.reject(error);
  }

  readonly #leave = (): void => {
    const { reason } = this.#signal;
    this.#end.reject(reason);
    this.#control?.abort(reason instanceof Error ? reason : new Error('aborted'));
  };
}
