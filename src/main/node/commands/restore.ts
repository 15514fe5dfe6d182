import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { applyRestore, prepareRestore } from '../../backup/restore.ts';
import { unseal } from '../../backup/sealing.ts';
import { type Config, readConfig } from '../../config.ts';
import { isoTime, systemClock } from '../../lib/clock.ts';
import { DiwanError, isDiwanError } from '../../lib/errors.ts';
import { costsFile } from '../../store/costs/costs.ts';
import { managerFile } from '../../store/manager/manager.ts';
import { checkStore } from '../../store/open.ts';
import { requireUnused } from '../../store/unused.ts';
import { openHome } from '../host.ts';
import { openSecrets } from '../secrets/secrets.ts';
import { commandLog, noteInLog, wrongly } from './backup.ts';
import type { Run, Terminal } from './command.ts';
import { readPassphrase } from './passphrase.ts';

/**
 * `restore FILE [--without-secrets]`: checks all of it first, keeps what was there in a folder of
 * its own, prints one JSON line. The appliance must not run.
 */
export const restore: Run = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args,
    options: { 'without-secrets': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    return wrongly(terminal, 'restore FILE [--without-secrets]');
  const config = readConfig(terminal.env);
  const home = openHome(config);
  requireUnused(home, managerFile);
  requireUnused(home, costsFile);
  const log = commandLog(config, terminal);
  const secrets = await openSecrets(config, log);
  const manifest = await prepareRestore(resolve(file), {
    home,
    secrets,
    now: isoTime(systemClock),
    checkStores: (folder) => {
      checkStore(folder, managerFile);
      checkStore(folder, costsFile);
    },
    passphrase: async (sealed) =>
      values['without-secrets'] ? null : passphraseOf(sealed, config, terminal),
  });
  const done = await applyRestore(home, secrets);
  const { madeAt, madeBy } = manifest;
  const details = { madeAt, madeBy, secrets: manifest.secrets && !values['without-secrets'] };
  await noteInLog(config, secrets, log, {
    kind: 'backup',
    action: 'restored',
    door: 'terminal',
    details,
  });
  terminal.stdout.write(`${JSON.stringify({ ...details, kept: done?.kept ?? null })}\n`);
  return 0;
};

/** The vault's passphrase where it fits, else what is typed. */
async function passphraseOf(sealed: string, config: Config, terminal: Terminal): Promise<string> {
  const own = config.secrets.passphrase;
  if (own !== null && (await opens(sealed, own))) return own;
  const typed = await readPassphrase(terminal, 'Passphrase of the backup');
  if (typed === null) throw new DiwanError('backup_passphrase');
  return typed;
}

const opens = (sealed: string, passphrase: string): Promise<boolean> =>
  unseal(sealed, passphrase).then(
    () => true,
    (error: unknown) => {
      if (isDiwanError(error, 'backup_passphrase')) return false;
      throw error;
    },
  );
