import type { Api } from 'grammy';
import type { Language } from '../../../preload/contract/answer.ts';
import type { Asking } from '../../ask/ask.ts';
import type { Recorder } from '../../audit/entry.ts';
import type { Analytics } from '../../costs/analytics.ts';
import type { Conversations } from '../../costs/conversations.ts';
import type { Health } from '../../costs/health.ts';
import type { Databases } from '../../databases/databases.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Mail } from '../../mail/mail.ts';
import type { People } from '../../people/people.ts';
import type { Choices } from './choices.ts';
import type { ExpiringMessages } from './expiring.ts';
import type { DoublePresses } from './incoming/double.ts';
import type { FloodGuard } from './incoming/flood.ts';
import type { LatestMessages } from './latest.ts';
import type { Menus } from './menus.ts';
import type { PendingQuestions } from './pending.ts';
import type { AnswerFiles } from './ports.ts';
import type { Prompts } from './prompts.ts';
import type { RecentAnswers } from './recent.ts';
import type { TelegramStatus } from './status.ts';
import type { Unbegun } from './unbegun.ts';

/** What every command, button and question of the bot works with. */
export interface Bot {
  readonly api: Api;
  readonly id: number;
  readonly username: string;
  readonly clock: Clock;
  /** Milliseconds since 1970: what was sent before waited for us, not we for it. */
  readonly startedAt: number;
  /** The same moment by the monotonic clock. */
  readonly began: number;
  readonly log: Log;
  readonly people: People;
  readonly databases: Databases;
  readonly asking: Asking;
  readonly conversations: Conversations;
  readonly analytics: Analytics;
  readonly health: Health;
  /** What is not well in the appliance, in the reader's words. */
  troubles(language: Language): string[];
  /** Null where no mail can be drafted. */
  readonly mail: Mail | null;
  /** Null where no files can be made. */
  readonly files: AnswerFiles | null;
  /** Notes what people do in the activity log. */
  readonly record: Recorder;
  readonly recent: RecentAnswers;
  readonly pending: PendingQuestions;
  readonly unbegun: Unbegun;
  readonly prompts: Prompts;
  readonly choices: Choices;
  readonly latest: LatestMessages;
  readonly expiring: ExpiringMessages;
  readonly menus: Menus;
  readonly flood: FloodGuard;
  readonly presses: DoublePresses;
  /** What this server of the Bot API can do; learnt by trying. */
  readonly can: { drafts: boolean };
  /** The address of the members' pages; null where they are closed. */
  webView(): string | null;
  status(): TelegramStatus;
  /** Aborts with `shutting_down`. */
  readonly stopping: AbortSignal;
}
