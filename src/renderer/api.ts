/** One typed client of the contract; the bridge or HTTP underneath. */
import type { CallContext } from '../preload/contract/bridge.ts';
import type { InputOf, NamesOf, OutputOf } from '../preload/contract/contract.ts';
import { overBridge } from './api/bridge.ts';
import { overHttp } from './api/http.ts';
import type { Transport } from './api/transport.ts';

export { ApiError } from './api/transport.ts';

export type QueryName = NamesOf<'query'>;
export type CommandName = NamesOf<'command'>;
export type StreamName = NamesOf<'stream'>;

/** The native window needs no sign-in. */
export const isNative = window.diwan !== undefined;

const transport: Transport = window.diwan ? overBridge(window.diwan) : overHttp;

let context: CallContext = { organizationId: null, language: 'en' };
export const getContext = (): CallContext => context;
export const setContext = (change: Partial<CallContext>): void => {
  context = { ...context, ...change };
};

export const call = <N extends QueryName | CommandName>(
  name: N,
  input: InputOf<N>,
  signal?: AbortSignal,
): Promise<OutputOf<N>> =>
  // The dispatcher has checked the output against the contract.
  transport.call(name, input, context, signal) as Promise<OutputOf<N>>;

export const stream = <N extends StreamName>(
  name: N,
  input: InputOf<N>,
  signal: AbortSignal,
  on: (item: OutputOf<N>) => void,
): Promise<void> =>
  transport.stream(name, input, context, signal, (item) => on(item as OutputOf<N>));
