import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createActivity } from '../../audit/activity.ts';
import type { Happening } from '../../audit/entry.ts';
import { signingKey } from '../../audit/key.ts';
import { makeBackup } from '../../backup/backup.ts';
import { collectSecrets } from '../../backup/secrets-part.ts';
import type { Config } from '../../config.ts';
import type { Secrets } from '../../host.ts';
import { isoTime, systemClock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { createLog, type Log } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { copyStore } from '../../store/copy.ts';
import { costsFile } from '../../store/costs/costs.ts';
import type { CostsTables } from '../../store/costs/tables.ts';
import { managerFile, openManager } from '../../store/manager/manager.ts';
import type { ManagerTables } from '../../store/manager/tables.ts';
import { readStore } from '../../store/open.ts';
import { version } from '../../version.ts';
import { openSecrets } from '../secrets/secrets.ts';
import type { Run, Terminal } from './command.ts';
import { keptConfig } from './kept-config.ts';
import { readPassphrase } from './passphrase.ts';

/** `backup FILE [--with-secrets]`: prints one JSON line. The appliance may run meanwhile. */
export const backup: Run = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args,
    options: { 'with-secrets': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    return wrongly(terminal, 'backup FILE [--with-secrets]');
  const config = keptConfig(terminal.env);
  const log = commandLog(config, terminal);
  const secrets = await openSecrets(config, log);
  using manager = readStore<ManagerTables>(config.home, managerFile);
  using costs = readStore<CostsTables>(config.home, costsFile);
  const sealed = values['with-secrets']
    ? {
        values: await collectSecrets(manager, secrets),
        passphrase: await newPassphrase(config, terminal),
      }
    : null;
  const stores = {
    manager: {
      name: 'manager',
      copyTo: (to: string) => copyStore(manager, managerFile, to, { alone: true }),
    },
    costs: {
      name: 'costs',
      copyTo: (to: string) => copyStore(costs, costsFile, to, { alone: true }),
    },
  } as const;
  const { signal } = terminal;
  const deps = { home: config.home, stores, version, signal, now: isoTime(systemClock) };
  const { path, bytes, manifest } = await makeBackup(deps, resolve(file), sealed);
  const details = { parts: manifest.parts.length, bytes, secrets: manifest.secrets };
  await noteInLog(config, secrets, log, {
    kind: 'backup',
    action: 'made',
    door: 'terminal',
    details,
  });
  terminal.stdout.write(`${JSON.stringify({ path, ...details, madeAt: manifest.madeAt })}\n`);
  return 0;
};

async function newPassphrase(config: Config, terminal: Terminal): Promise<string> {
  const given =
    config.secrets.passphrase ?? (await readPassphrase(terminal, 'Passphrase for the secrets'));
  if (given !== null && given.length >= 8) return given;
  const problems = 'the passphrase of the secrets needs 8 characters or more';
  throw new DiwanError('config_invalid', { params: { problems } });
}

export const commandLog = (config: Config, terminal: Terminal): Log =>
  createLog(config.logLevel, { write: (line) => terminal.stderr.write(line) });

export function wrongly(terminal: Terminal, usage: string): number {
  terminal.stderr.write(`usage: diwan ${usage}\n`);
  return 2;
}

/** Notes a command's act in the appliance's own activity log. */
export async function noteInLog(
  config: Config,
  secrets: Secrets,
  log: Log,
  happening: Happening,
): Promise<void> {
  using store = openManager(config.home);
  const key = await signingKey(secrets, systemRandom);
  using activity = createActivity({ store, clock: systemClock, log, key });
  activity.record(happening);
}
