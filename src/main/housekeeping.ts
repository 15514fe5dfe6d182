import { closeDays, createClosings } from './costs/closings.ts';
import type { Features } from './features.ts';
import { isoTime } from './lib/clock.ts';

const hourMs = 3_600_000;

/** What is done now and then: rows past their retention, secrets of databases that are gone. */
export function keepHouse(stack: AsyncDisposableStack, features: Features): void {
  const { databases, programs, costs, clock, log } = features;
  const closings = createClosings(costs);
  const stopping = new AbortController();
  stack.defer(() => stopping.abort());
  const nowAndEvery = (ms: number, work: () => Promise<void>) => {
    const now = () =>
      work().catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn({ error }, 'not all could be tidied');
      });
    const timer = setInterval(now, ms);
    timer.unref();
    stack.defer(() => clearInterval(timer));
    void now();
  };
  nowAndEvery(6 * hourMs, async () => {
    programs.tidy();
    await databases.tidy();
  });
  const today = () => isoTime(clock).slice(0, 10);
  nowAndEvery(hourMs, () => closeDays(closings, today, () => clock.sleep(5, stopping.signal)));
}
