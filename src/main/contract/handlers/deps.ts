import type { WindowEvents } from '../../../preload/contract/entries/events.ts';
import type { Asking } from '../../ask/ask.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Backups } from '../../backup/backups.ts';
import type { Config } from '../../config.ts';
import type { Analytics } from '../../costs/analytics.ts';
import type { Budgets } from '../../costs/budgets.ts';
import type { Conversations } from '../../costs/conversations.ts';
import type { CostEvents } from '../../costs/events.ts';
import type { Prices } from '../../costs/prices.ts';
import type { Databases } from '../../databases/databases.ts';
import type { DatabaseEvents } from '../../databases/events.ts';
import type { Secrets } from '../../host.ts';
import type { Breaker } from '../../lib/breaker.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Events } from '../../lib/events.ts';
import type { Mail } from '../../mail/mail.ts';
import type { Models } from '../../model/model.ts';
import type { PeopleEvents } from '../../people/events.ts';
import type { People } from '../../people/people.ts';
import type { ProgramEvents } from '../../programs/events.ts';
import type { Programs } from '../../programs/programs.ts';
import type { CostsStore } from '../../store/costs/costs.ts';
import type { ManagerStore } from '../../store/manager/manager.ts';
import type { SettingsEvents, SettingsStore } from '../../store/settings.ts';

export interface BotPort {
  /** Null while the bot is not running. */
  username(): string | null;
  status(): { state: string };
  restart(): Promise<void>;
  /** Who Telegram says the token is. @throws DiwanError `invalid_input`, `telegram_unreachable` */
  check(token: string): Promise<{ username: string; name: string }>;
}

export interface LanPort {
  /** As it stands; `problem` is the error that keeps it shut. */
  state(): {
    url: string | null;
    fingerprint: string | null;
    certificate: string | null;
    problem: unknown;
  };
  /** Opens anew, by the settings of the moment. */
  reopen(): Promise<void>;
}

/** The account, and what organisations rule about their mail. */
export type MailPort = Pick<Mail, 'sender' | 'rules' | 'test'>;

/** What the contract's handlers are made of. */
export interface HandlerDeps {
  config: Config;
  /** The data folder. */
  home: string;
  clock: Clock;
  version: string;
  secrets: Secrets;
  settings: SettingsStore;
  events: Events<
    PeopleEvents & DatabaseEvents & SettingsEvents & CostEvents & ProgramEvents & WindowEvents
  >;
  people: People;
  databases: Databases;
  models: Models;
  prices: Prices;
  budgets: Budgets;
  analytics: Analytics;
  conversations: Conversations;
  asking: Asking;
  audit: Audit;
  backups: Backups;
  programs: Programs;
  modelBreaker: Breaker;
  manager: ManagerStore;
  costs: CostsStore;
  bot: BotPort;
  lan: LanPort;
  mail: MailPort;
  /** Ends the process so that it starts again; null where nothing would start it again. */
  restart: (() => void) | null;
  /** Free and total bytes where the data lies. */
  disk(): Promise<{ free: number; total: number }>;
}
