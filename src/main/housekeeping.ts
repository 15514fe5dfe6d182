import type { Features } from './features.ts';

const everyMs = 6 * 3_600_000;

/** What is done now and then: rows past their retention, secrets of databases that are gone. */
export function keepHouse(stack: AsyncDisposableStack, features: Features): void {
  const { databases, programs, log } = features;
  const tidy = async () => {
    programs.tidy();
    await databases.tidy();
  };
  const now = () =>
    tidy().catch((error: unknown) => log.warn({ error }, 'not all could be tidied'));
  const timer = setInterval(now, everyMs);
  timer.unref();
  stack.defer(() => clearInterval(timer));
  void now();
}
