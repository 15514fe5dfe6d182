import { DiwanError } from './errors.ts';

/**
 * Waits for work that others wait for too: an abort ends the waiting with `cancelled`, not the
 * work.
 */
export async function waitFor<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const gone = Promise.withResolvers<never>();
  const leave = () => gone.reject(new DiwanError('cancelled', { cause: signal.reason }));
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, gone.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
