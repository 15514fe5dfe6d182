import type { Api } from 'grammy';

/** grammY names an old package's type for what is the platform's own object at run time. */
export type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

export const toGrammy = (signal: AbortSignal): GrammySignal => signal as unknown as GrammySignal;
export const toNative = (signal: GrammySignal): AbortSignal => signal as unknown as AbortSignal;
