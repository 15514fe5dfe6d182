import { parseArgs } from 'node:util';
import { createApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { openLog } from '../../open-log.ts';
import { createNodeHost, openHome } from '../host.ts';
import type { Run } from './command.ts';

/** `serve`: one JSON line on stdout when all doors are open; logs go to files and stderr. */
export const serve: Run = async (args, terminal) => {
  parseArgs({ args, options: {} });
  const config = readConfig(terminal.env);
  openHome(config);
  using logging = openLog(config, (line) => terminal.stderr.write(line));
  const { restartCode } = config;
  const again = new AbortController();
  const restart = restartCode === null ? null : () => again.abort();
  const host = await createNodeHost(config, logging.log, restart);
  await using app = await createApp(config, host, { log: logging.log });
  terminal.stdout.write(`${JSON.stringify({ ready: true, ...app.ready })}\n`);
  await stopped(AbortSignal.any([terminal.signal, again.signal]));
  return again.signal.aborted ? (restartCode ?? 0) : 0;
};

/** Resolves when the process is asked to stop; keeps it alive until then, whatever doors are open. */
export function stopped(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const alive = setInterval(() => undefined, 2 ** 30);
  if (signal.aborted) resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => clearInterval(alive));
}
