import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

export interface Call {
  /** With its search. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | Readable;
  signal?: AbortSignal | undefined;
}

export interface Posted {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

export interface Poster extends AsyncDisposable {
  /** Posts, and takes the answer whole. Rejects with the signal's reason when it aborts. */
  post(call: Call): Promise<Posted>;
}

export interface PosterOptions {
  /** Connections at most; unbounded if unset. */
  connections?: number;
  /** Milliseconds without a byte after which a call is given up; 0 where callers have a deadline. */
  silenceMs?: number;
}

/**
 * Posts to one origin on connections that are kept open. undici loads when first needed; by its
 * handlers, for what it builds around them for streams costs more than the whole call.
 * https://undici.nodejs.org/#/docs/api/Dispatcher.md?id=dispatcherdispatchoptions-handler
 */
export function openPoster(origin: string, options: PosterOptions = {}): Poster {
  const { connections = null, silenceMs = 0 } = options;
  const limits = { connections, headersTimeout: silenceMs, bodyTimeout: silenceMs };
  const open = async () => new (await import('undici')).Pool(origin, limits);
  let opening: ReturnType<typeof open> | null = null;
  return {
    async post({ path, headers, body, signal }) {
      opening ??= open();
      const pool = await opening;
      if (signal?.aborted) throw reasonOf(signal);
      const taking = new Taking(signal);
      pool.dispatch({ method: 'POST', path, headers, body }, taking);
      return await taking.posted;
    },
    async [Symbol.asyncDispose]() {
      await (await opening)?.destroy();
    },
  };
}

/** Signals of other makers than the platform give no reason. */
const reasonOf = (signal: AbortSignal | undefined): Error =>
  signal?.reason instanceof Error ? signal.reason : new Error('the call was given up');

const decoder = new TextDecoder();

/** One answer as it comes in, until it is whole, broken or no longer wanted. */
class Taking implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal | undefined;
  readonly #end = Promise.withResolvers<Posted>();
  readonly #parts: Buffer[] = [];
  #control: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: Posted['headers'] = {};

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#leave);
  }

  get posted(): Promise<Posted> {
    return this.#end.promise;
  }

  onRequestStart(control: Dispatcher.DispatchController): void {
    this.#control = control;
    // It may have waited for a connection until nobody wanted it any more.
    if (this.#signal?.aborted) this.#leave();
  }

  onResponseStart(_: unknown, status: number, headers: Posted['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: unknown, part: Buffer): void {
    this.#parts.push(part);
  }

  onResponseEnd(): void {
    this.#signal?.removeEventListener('abort', this.#leave);
    const [first] = this.#parts;
    const bytes = first && this.#parts.length === 1 ? first : Buffer.concat(this.#parts);
    const text = decoder.decode(bytes);
    this.#end.resolve({ status: this.#status, headers: this.#headers, text });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#signal?.removeEventListener('abort', this.#leave);
    this.#end.reject(error);
  }

  readonly #leave = (): void => {
    const reason = reasonOf(this.#signal);
    this.#end.reject(reason);
    this.#control?.abort(reason);
  };
}
