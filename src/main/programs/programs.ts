import type { Settings } from '../../preload/contract/settings.ts';
import type { Ask } from '../ask/question.ts';
import type { Budgets } from '../costs/budgets.ts';
import type { DoorUse } from '../costs/door-use.ts';
import type { DatabaseEvents } from '../databases/events.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Random } from '../lib/random.ts';
import type { Models } from '../model/model.ts';
import type { PeopleEvents } from '../people/events.ts';
import { GroupCommit } from '../store/group-commit.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { SettingsEvents } from '../store/settings.ts';
import { type Chat, createChat } from './chat.ts';
import { createCommands, type RunCommand } from './commands.ts';
import type { ProgramEvents } from './events.ts';
import { createKeys } from './keys.ts';
import { createLimits, type Limits } from './limits.ts';
import { createOffer, type Offer } from './offer.ts';
import { createRegistry, type Registry } from './registry.ts';
import { createSessions } from './sessions.ts';
import { createSuperKeys } from './super-keys.ts';
import { createUsage } from './usage.ts';
import { createUseReport, type UseReport } from './use-report.ts';

export interface ProgramsDeps {
  store: ManagerStore;
  clock: Clock;
  random: Random;
  events: Events<ProgramEvents & PeopleEvents & DatabaseEvents & SettingsEvents>;
  models: Models;
  budgets: Budgets;
  ask: Ask;
  /** What people ask through their own doors. */
  doorUse: DoorUse;
  /** SUPER_ADMIN_API_KEYS */
  superAdminKeys: readonly string[];
  settings: () => Settings['channels'];
  retention: () => Settings['retention'];
}

/** Everything about the programs that ask: channels, keys, sessions, limits, use. */
export interface Programs extends Disposable {
  registry: Registry;
  limits: Limits;
  report: UseReport;
  offer: Offer;
  chat: Chat;
  command: RunCommand;
  /** @throws DiwanError `rate_limited` where the address has guessed too often */
  isSuperAdmin(key: string, address: string): boolean;
  /** Deletes what is older than the retention, a bounded number of rows; how many it was. */
  tidy(): number;
}

/** Nothing is read at start: a channel costs nothing until it is used. */
export function createPrograms(deps: ProgramsDeps): Programs {
  const { store, clock, events } = deps;
  const registry = createRegistry({ ...deps, keys: createKeys(deps) });
  const usage = createUsage(store);
  const report = createUseReport(store, deps.doorUse);
  const limits = createLimits({ ...deps, usage, report });
  const offer = createOffer(deps.models, clock);
  const sessions = createSessions(store);
  const parts = { ...deps, sessions, group: new GroupCommit(store) };
  const listening = [
    events.on('settings.changed', () => registry.forget()),
    events.on('database.removed', () => registry.forget()),
    events.on('organization.closed', ({ organizationId }) => {
      for (const { id } of registry.list({ organizationId }, { activeOnly: true }))
        registry.change('all', id, { isActive: false }, null);
    }),
  ];
  const daysAgo = (days: number | null) =>
    days === null ? null : new Date(clock.now() - days * 86_400_000).toISOString();
  return {
    registry,
    limits,
    report,
    offer,
    chat: createChat({ ...parts, usage, offer }),
    command: createCommands({ ...parts, limits, offer }),
    isSuperAdmin: createSuperKeys({
      keys: deps.superAdminKeys,
      clock,
      slowed: (address) => events.emit('superKey.slowed', { address }),
    }),
    tidy: () => {
      const { usageLogDays, messageDays } = deps.retention();
      const gone = usage.prune({ logs: daysAgo(usageLogDays), messages: daysAgo(messageDays) });
      if (gone > 0) sessions.forget();
      return gone;
    },
    [Symbol.dispose]: () => {
      for (const one of listening) one[Symbol.dispose]();
    },
  };
}

/** The UTC days from `days` ago, today included. */
export function lastDays(clock: Clock, days: number): { from: string; to: string } {
  const from = new Date(clock.now() - (days - 1) * 86_400_000).toISOString();
  return { from: from.slice(0, 10), to: isoTime(clock).slice(0, 10) };
}
