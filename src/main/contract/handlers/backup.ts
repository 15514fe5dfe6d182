import type { backup } from '../../../preload/contract/entries/backup.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const backupHandlers = ({
  backups,
}: Pick<HandlerDeps, 'backups'>): HandlersOf<typeof backup> => ({
  'backup.list': async () => ({
    folder: backups.folder(),
    backups: await backups.list(),
    laidReady: await backups.laidReady(),
  }),
  'backup.check': (_caller, { name, passphrase }) => backups.check(name, passphrase),
  'backup.withdraw': async () => {
    await backups.withdraw();
    return {};
  },
  'backup.make': (_caller, { passphrase }) => backups.make(passphrase),
  'backup.remove': async (_caller, { name }) => {
    await backups.remove(name);
    return {};
  },
  'backup.restore': (_caller, { name, passphrase }) => backups.prepare(name, passphrase),
});
