import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Made, makeBackup } from '../../src/main/backup/backup.ts';
import { prepareRestore, type RestoreDeps } from '../../src/main/backup/restore.ts';
import { collectSecrets } from '../../src/main/backup/secrets-part.ts';
import type { Secrets } from '../../src/main/host.ts';
import { copyStore } from '../../src/main/store/copy.ts';
import { type CostsStore, costsFile, openCosts } from '../../src/main/store/costs/costs.ts';
import {
  type ManagerStore,
  managerFile,
  openManager,
} from '../../src/main/store/manager/manager.ts';
import { checkStore } from '../../src/main/store/open.ts';
import { temporaryFolder } from '../support/folder.ts';
import { memorySecrets } from '../support/secrets.ts';

export const passphrase = 'a long passphrase';

/** A data folder in use, with stores, logs and secrets. */
export interface Machine extends Disposable {
  home: string;
  secrets: Secrets;
  manager: ManagerStore;
  costs: CostsStore;
  /** Makes a backup, with secrets when there is a passphrase. */
  backup(file: string, secretsBy?: string): Promise<Made>;
}

export function machine(name: string): Machine {
  const stack = new DisposableStack();
  const home = join(stack.use(temporaryFolder()).path, 'home');
  mkdirSync(join(home, 'logs/conversations'), { recursive: true });
  writeFileSync(join(home, 'logs/bot.log'), `${name}\n`);
  writeFileSync(join(home, 'logs/chat_-5_activity.log'), `${name} in chat\n`);
  writeFileSync(join(home, 'logs/conversations/chat_-5.json'), `["${name}"]`);
  writeFileSync(join(home, 'vault.json'), 'not for backups');
  const manager = stack.use(openManager(home));
  const costs = stack.use(openCosts(home));
  const secrets = memorySecrets();
  manager.file.exec(
    `INSERT INTO organizations (name, slug, created_at) VALUES ('${name}', 'x', '2026')`,
  );
  const stores = {
    manager: { name: 'manager', copyTo: (to: string) => copyStore(manager, managerFile, to) },
    costs: { name: 'costs', copyTo: (to: string) => copyStore(costs, costsFile, to) },
  } as const;
  return {
    home,
    secrets,
    manager,
    costs,
    backup: async (file, by) => {
      const sealed = by ? { values: await collectSecrets(manager, secrets), passphrase: by } : null;
      const deps = { home, stores, version: '0.1.0', now: '2026-01-15T09:00:00.000Z' };
      return makeBackup(deps, file, sealed);
    },
    [Symbol.dispose]: () => stack.dispose(),
  };
}

export const restoring = (home: string, secrets: Secrets, typed: string | null): RestoreDeps => ({
  home,
  secrets,
  now: '2026-02-01T10:00:00.000Z',
  checkStores: (folder) => {
    checkStore(folder, managerFile);
    checkStore(folder, costsFile);
  },
  passphrase: async () => typed,
});

export const restoreInto = (
  home: string,
  secrets: Secrets,
  file: string,
  typed: string | null = null,
) => prepareRestore(file, restoring(home, secrets, typed));

export const nameIn = (home: string): unknown => {
  using store = openManager(home);
  return store.file.prepare('SELECT name FROM organizations').pluck().get();
};
