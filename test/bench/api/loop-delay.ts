/**
 * Loaded into a measured process by `--import`: how long its event loop was held up. SIGUSR2 writes
 * what was seen since the last one to the file that LOOP_DELAY_FILE names, and starts anew.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LOOP_DELAY_FILE;
const resolution = 2;

if (isMainThread && file) {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  // A turn that is on time counts as the resolution itself.
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
  // Others want the processor too: what the thread itself worked in one turn tells them apart.
  let worked = process.threadCpuUsage();
  let turn = 0;
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(worked);
    turn = Math.max(turn, (user + system) / 1_000);
    worked = process.threadCpuUsage();
  }, resolution).unref();
  process.on('SIGUSR2', () => {
    const seen = { p99: ms(delay.percentile(99)), max: ms(delay.max), turn };
    turn = 0;
    writeFileSync(`${file}.new`, JSON.stringify(seen));
    renameSync(`${file}.new`, file);
    delay.reset();
  });
}
