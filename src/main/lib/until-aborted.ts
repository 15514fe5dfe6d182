import type { Log } from './log.ts';

/**
 * Resolves when what goes on by itself has ended. That `signal` has ended it is as it should be;
 * any other end is logged: nobody waits for it who could be told.
 */
export async function untilAborted(
  signal: AbortSignal,
  going: Promise<unknown>,
  { log, what }: { log: Pick<Log, 'error'>; what: string },
): Promise<void> {
  try {
    await going;
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) log.error({ error, what }, 'it has stopped');
  }
}
