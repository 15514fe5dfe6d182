/** What the native window's preload script gives the page as `window.diwan`: one call, one subscription. */
import type { Language } from './answer.ts';
import type { WireError } from './errors.ts';

/** What goes with every call, as headers do over HTTP. */
export interface CallContext {
  /** The organisation chosen in the window; null before there is one. */
  organizationId: number | null;
  language: Language;
}

/** Errors lose their fields on the way through a context bridge, so both ends are plain data. */
export type Reply = { ok: true; value: unknown } | { ok: false; error: WireError };

export type StreamEvent =
  | { type: 'item'; value: unknown }
  | { type: 'end' }
  | { type: 'error'; error: WireError };

export interface Bridge {
  invoke(name: string, input: unknown, context: CallContext): Promise<Reply>;
  /** Returns what ends the subscription. */
  subscribe(
    name: string,
    input: unknown,
    context: CallContext,
    on: (event: StreamEvent) => void,
  ): () => void;
}
