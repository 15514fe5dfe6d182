import { basename } from 'node:path';
import type { WindowEvents } from '../preload/contract/entries/events.ts';
import { type Audit, openAudit } from './audit/audit.ts';
import { type Backups, createBackups } from './backup/backups.ts';
import { applyRestore } from './backup/restore.ts';
import { collectSecrets } from './backup/secrets-part.ts';
import type { Config } from './config.ts';
import type { CostEvents } from './costs/events.ts';
import type { DatabaseEvents } from './databases/events.ts';
import { withEnvironment } from './environment-secrets.ts';
import type { Host, Secrets } from './host.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { createEvents, type Events } from './lib/events.ts';
import type { Log } from './lib/log.ts';
import { type Random, systemRandom } from './lib/random.ts';
import type { MailEvents } from './mail/events.ts';
import type { PeopleEvents } from './people/events.ts';
import type { ProgramEvents } from './programs/events.ts';
import { copyStore } from './store/copy.ts';
import { type CostsStore, costsFile, openCosts } from './store/costs/costs.ts';
import { type ManagerStore, managerFile, openManager } from './store/manager/manager.ts';
import { checkStore } from './store/open.ts';
import { createSettings, type SettingsEvents, type SettingsStore } from './store/settings.ts';
import { version } from './version.ts';

/** What tests and commands may put in place of the appliance's own. */
export interface Overrides {
  log: Log;
  clock?: Clock;
  random?: Random;
}

export type AppEvents = PeopleEvents &
  DatabaseEvents &
  SettingsEvents &
  CostEvents &
  ProgramEvents &
  MailEvents &
  WindowEvents;

export interface Ground {
  config: Config;
  host: Host;
  log: Log;
  clock: Clock;
  random: Random;
  secrets: Secrets;
  events: Events<AppEvents>;
  manager: ManagerStore;
  costs: CostsStore;
  settings: SettingsStore;
  audit: Audit;
  backups: Backups;
}

/** Stores, settings, secrets: what knows no feature. */
export async function layGround(
  stack: AsyncDisposableStack,
  config: Config,
  host: Host,
  { log, clock = systemClock, random = systemRandom }: Overrides,
): Promise<Ground> {
  const events = createEvents<AppEvents>((error) => log.error({ error }, 'a listener failed'));
  const restored = await applyRestore(host.home, host.secrets);
  const manager = stack.use(openManager(host.home));
  const costs = stack.use(openCosts(host.home));
  const settings = createSettings({ store: manager, clock, events, config });
  const secrets = withEnvironment(host.secrets, config);
  const stores = { manager, costs, settings };
  const laid = { config, host, log, clock, random, secrets, events, ...stores };
  const audit = stack.use(
    await openAudit({
      store: manager,
      clock,
      random,
      log,
      secrets: host.secrets,
      home: host.home,
      retention: () => settings.get('retention'),
    }),
  );
  if (restored) {
    const details = { madeAt: restored.madeAt, kept: basename(restored.kept) };
    audit.activity.record({ kind: 'backup', action: 'restored', details });
  }
  const backups = stack.use(openBackups({ ...laid, audit }));
  return { ...laid, audit, backups };
}

const openBackups = (ground: Omit<Ground, 'backups'>): Backups =>
  createBackups({
    home: ground.host.home,
    stores: backupStores(ground),
    collect: () => collectSecrets(ground.manager, ground.host.secrets),
    checkStores: (folder) => {
      checkStore(folder, managerFile);
      checkStore(folder, costsFile);
    },
    secrets: ground.host.secrets,
    version,
    clock: ground.clock,
    log: ground.log,
    settings: () => ground.settings.get('backups'),
    record: ground.audit.activity.record,
  });

const backupStores = ({ manager, costs }: Pick<Ground, 'manager' | 'costs'>) => ({
  manager: {
    name: 'manager',
    copyTo: (to: string, signal?: AbortSignal) => copyStore(manager, managerFile, to, { signal }),
  } as const,
  costs: {
    name: 'costs',
    copyTo: (to: string, signal?: AbortSignal) => copyStore(costs, costsFile, to, { signal }),
  } as const,
});
