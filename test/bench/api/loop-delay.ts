/**
 * Loaded into a measured process by `--import`: how long its event loop was held up. SIGUSR2 writes
 * what was seen since the last one to the file that LOOP_DELAY_FILE names, and starts anew; the
 * first one starts, as watching takes processor time itself.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { watchTurns } from '../loop-turns.ts';

const file = process.env.LOOP_DELAY_FILE;
const resolution = 2;

function watch() {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  // A turn that is on time counts as the resolution itself.
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
  const turns = watchTurns();
  return () => {
    const seen = { p99: ms(delay.percentile(99)), max: ms(delay.max), turn: turns.longestMs() };
    turns.reset();
    delay.reset();
    return seen;
  };
}

if (isMainThread && file) {
  let seen: ReturnType<typeof watch> | null = null;
  process.on('SIGUSR2', () => {
    writeFileSync(`${file}.new`, JSON.stringify(seen?.() ?? { p99: 0, max: 0, turn: 0 }));
    renameSync(`${file}.new`, file);
    seen ??= watch();
  });
}
