import { Api } from 'grammy';
import type { Language } from '../../../preload/contract/answer.ts';
import type { Asking } from '../../ask/ask.ts';
import type { Recorder } from '../../audit/entry.ts';
import type { Analytics } from '../../costs/analytics.ts';
import type { Conversations } from '../../costs/conversations.ts';
import type { Health } from '../../costs/health.ts';
import type { Databases } from '../../databases/databases.ts';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Events } from '../../lib/events.ts';
import type { Log } from '../../lib/log.ts';
import type { Mail } from '../../mail/mail.ts';
import type { PeopleEvents } from '../../people/events.ts';
import type { People } from '../../people/people.ts';
import type { ManagerStore } from '../../store/manager/manager.ts';
import { createOutgoing } from './outgoing.ts';
import { type OutgoingLimits, telegramLimits } from './pace.ts';
import type { AnswerFiles } from './ports.ts';
import { withoutPreviews } from './previews.ts';
import { startBot } from './running.ts';
import type { TelegramStatus } from './status.ts';
import { createTransport } from './transport.ts';

export interface TelegramDeps {
  /** A secret. */
  token: string;
  apiRoot: string;
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  log: Log;
  events: Events<PeopleEvents>;
  store: ManagerStore;
  people: People;
  databases: Databases;
  asking: Asking;
  conversations: Conversations;
  analytics: Analytics;
  health: Health;
  /** The address of the members' pages; null where they are closed. */
  webView?: () => string | null;
  /** What is not well in the appliance, in the reader's words. */
  troubles?: (language: Language) => string[];
  mail?: Mail;
  answerFiles?: AnswerFiles;
  /** The activity log. */
  record?: Recorder;
  limits?: Partial<OutgoingLimits>;
  /** Seconds a poll may last; default 30. */
  pollSeconds?: number;
}

/** The bot. Disposing it takes less than two seconds; open questions are kept for the next start. */
export interface Telegram extends AsyncDisposable {
  /** Without the @. */
  readonly username: string;
  status(): TelegramStatus;
  /** A plain text to somebody who has written to the bot. */
  send(telegramId: number, text: string): Promise<void>;
}

/** After which an upload is given up, and repeated. */
const timeoutSeconds = 90;
/** What a message on the wire is given to end by itself. */
const graceMs = 1_000;

/**
 * Starts the bot, polling.
 * @throws GrammyError when Telegram refuses the token, HttpError when it cannot be reached
 */
export async function createTelegram(deps: TelegramDeps): Promise<Telegram> {
  const { clock, random, log, people } = deps;
  const limits = { ...telegramLimits, ...deps.limits };
  const onUnreachable = (chat: number) => people.users.setReachable(chat, false);
  const outgoing = createOutgoing({ clock, random, log, limits, onUnreachable });
  await using opening = new AsyncDisposableStack();
  const { fetch, transformer } = opening.use(createTransport(deps.apiRoot, deps.token));
  const api = new Api(deps.token, { apiRoot: deps.apiRoot, fetch, timeoutSeconds });
  api.config.use(transformer, outgoing.transformer, withoutPreviews);
  const me = await api.getMe();
  const stopping = new AbortController();
  const status = (): TelegramStatus => ({
    state: running.state(),
    username: me.username,
    open: running.open(),
    outgoing: outgoing.waiting,
    silentMs: running.silentMs(),
  });
  const running = startBot(deps, api, me, status, stopping.signal);
  const opened = opening.move();
  return {
    username: me.username,
    status,
    send: async (telegramId, text) => void (await api.sendMessage(telegramId, text)),
    async [Symbol.asyncDispose]() {
      const stopped = running.stop();
      stopping.abort(new DiwanError('shutting_down'));
      await outgoing.close(graceMs);
      await stopped;
      await opened.disposeAsync();
    },
  };
}

export type { TelegramStatus };
