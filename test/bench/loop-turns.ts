import { existsSync, openSync, readSync } from 'node:fs';

const everyMs = 1;
const statistics = `/proc/${process.pid}/task/${process.pid}/schedstat`;
const file = existsSync(statistics) ? openSync(statistics, 'r') : null;
const read = Buffer.alloc(200);

/** Milliseconds the main thread has been ready to run while others had the processor; Linux tells. */
function waited(): number {
  // Every millisecond: what is measured must not be the measuring.
  if (file === null) return 0;
  const bytes = readSync(file, read, 0, read.length, 0);
  return Number(read.toString('latin1', 0, bytes).split(' ')[1]) / 1e6;
}

/**
 * How long the event loop was held up by its own doing: work, disk and locks, all but the wait for
 * the processor, which on a shared machine belongs to others.
 * https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
 */
export function watchTurns(): Disposable & { longestMs(): number; reset(): void } {
  let [at, idle, longest] = [performance.now(), waited(), 0];
  const timer = setInterval(() => {
    const [now, wait] = [performance.now(), waited()];
    longest = Math.max(longest, now - at - everyMs - (wait - idle));
    [at, idle] = [now, wait];
  }, everyMs);
  timer.unref();
  return {
    longestMs: () => longest,
    reset: () => {
      longest = 0;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
