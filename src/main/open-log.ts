import { join } from 'node:path';
import type { Config } from './config.ts';
import { createLog, type Log } from './lib/log.ts';
import { openLogFile } from './lib/log-file.ts';

const rotation = { maxBytes: 10_000_000, keep: 5 };

/** The appliance's own log: `logs/bot.log` of the data folder, and `also` (stderr, when headless). */
export function openLog(
  config: Config,
  also: ((line: string) => void) | null,
): Disposable & { log: Log } {
  const file = openLogFile(join(config.home, 'logs', 'bot.log'), rotation);
  const write = (line: string) => {
    file.write(line);
    also?.(line);
  };
  return {
    log: createLog(config.logLevel, { write }),
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}
