import type { CallContext } from '../../preload/contract/bridge.ts';
import type { WireError } from '../../preload/contract/errors.ts';

/** What carries the contract: the native window's bridge, or HTTP. */
export interface Transport {
  call(name: string, input: unknown, context: CallContext, signal?: AbortSignal): Promise<unknown>;
  /** Ends when the appliance ends it or the signal aborts. Rejects with an ApiError. */
  stream(
    name: string,
    input: unknown,
    context: CallContext,
    signal: AbortSignal,
    on: (item: unknown) => void,
  ): Promise<void>;
}

/** An error of the appliance in the reader's language; `offline` when it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: WireError['code'] | 'offline';
  readonly params: WireError['params'];

  constructor({ code, message, params }: Omit<WireError, 'code'> & { code: ApiError['code'] }) {
    super(message);
    this.code = code;
    this.params = params;
  }
}

export const offline = (): ApiError => new ApiError({ code: 'offline', message: '', params: {} });
