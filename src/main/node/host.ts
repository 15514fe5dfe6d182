import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import type { Host } from '../host.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import { openSecrets } from './secrets/secrets.ts';

/** The data folder, made when missing. */
export function openHome(config: Config): string {
  try {
    makeFolder(config.home);
    return config.home;
  } catch (cause) {
    const problems = `DIWAN_HOME: ${config.home} can not be used as the data folder`;
    throw new DiwanError('config_invalid', { cause, params: { problems } });
  }
}

/** A machine without a window: what needs attention is logged, links are printed. */
export async function createNodeHost(
  config: Config,
  log: Log,
  restart: Host['restart'],
): Promise<Host> {
  return {
    home: openHome(config),
    secrets: await openSecrets(config, log),
    notify: (title, body) => log.warn({ title, body }, 'attention'),
    restart,
    openLink: async (url) => log.info({ link: url }, 'open this link in a browser'),
  };
}

/** Step by step: Node's recursive mkdir never ends below a folder that can hold none, as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
