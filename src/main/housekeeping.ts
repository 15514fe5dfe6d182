import { closeDays, createClosings } from './costs/closings.ts';
import { prepareRetention } from './costs/retention.ts';
import type { Features } from './features.ts';
import { isoTime } from './lib/clock.ts';

const hourMs = 3_600_000;

/** What is done now and then: rows past their retention, secrets of databases that are gone. */
export function keepHouse(stack: AsyncDisposableStack, features: Features): void {
  const { databases, programs, costs, settings, clock, log } = features;
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
  /** Others have their turn between. */
  const pause = () => clock.sleep(5, stopping.signal);
  /** And the log is synced in its thread before SQLite finds much of it to sync within a commit. */
  const settled = async () => {
    await costs.flush();
    await pause();
  };
  const prune = prepareRetention(costs);
  nowAndEvery(6 * hourMs, async () => {
    const days = settings.get('retention').conversationDays;
    const before = new Date(clock.now() - (days ?? 0) * 24 * hourMs).toISOString();
    while (days !== null && prune(before) > 0) await settled();
    while (programs.tidy() > 0) await pause();
    await databases.tidy();
  });
  const today = () => isoTime(clock).slice(0, 10);
  nowAndEvery(hourMs, () => closeDays(closings, today, settled));
}
