import { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Asking } from '../../ask/ask.ts';
import type { Analytics } from '../../costs/analytics.ts';
import type { Conversations } from '../../costs/conversations.ts';
import type { Databases } from '../../databases/databases.ts';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import type { People } from '../../people/people.ts';
import type { ManagerStore } from '../../store/manager/manager.ts';
import type { Bot } from './bot.ts';
import { commands } from './commands/index.ts';
import { createInbox } from './inbox.ts';
import { createMenus } from './menus.ts';
import { createOutgoing } from './outgoing.ts';
import { type OutgoingLimits, telegramLimits } from './pace.ts';
import { PendingQuestions } from './pending.ts';
import { type Polling, type PollingState, startPolling } from './polling.ts';
import type { AnswerFiles } from './ports.ts';
import { RecentAnswers } from './recent.ts';
import { createRoute } from './route.ts';

export interface TelegramDeps {
  /** A secret. */
  token: string;
  apiRoot: string;
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  log: Log;
  store: ManagerStore;
  people: People;
  databases: Databases;
  asking: Asking;
  conversations: Conversations;
  analytics: Analytics;
  answerFiles?: AnswerFiles;
  limits?: Partial<OutgoingLimits>;
  /** Seconds a poll may last; default 30. */
  pollSeconds?: number;
}

export interface TelegramStatus {
  state: PollingState;
  username: string;
  /** Updates being handled, questions included. */
  open: number;
  /** Calls that wait to be sent or for their answer. */
  outgoing: number;
}

/** The bot, polling. Disposing it takes less than two seconds; open questions are kept for later. */
export interface Telegram extends AsyncDisposable {
  readonly username: string;
  status(): TelegramStatus;
}

/** What a message on the wire is given to end by itself. */
const graceMs = 1_000;

/**
 * Opens the Telegram door.
 * @throws GrammyError or HttpError when Telegram does not know the token or cannot be reached
 */
export async function createTelegram(deps: TelegramDeps): Promise<Telegram> {
  const { clock, random, log, people } = deps;
  const limits = { ...telegramLimits, ...deps.limits };
  const onUnreachable = (chat: number) => people.users.setReachable(chat, false);
  const outgoing = createOutgoing({ clock, random, log, limits, onUnreachable });
  const api = new Api(deps.token, { apiRoot: deps.apiRoot });
  api.config.use(outgoing.transformer);
  const me = await api.getMe();
  const stopping = new AbortController();
  const bot = createBot(deps, api, me, stopping.signal);
  const inbox = createInbox(deps.store, clock, me.id);
  const route = createRoute(bot);
  const open = new Set<Promise<void>>();
  const handle = (update: Update): Promise<void> => {
    const handled = route(update)
      .then((done) => done && inbox.done(update.update_id))
      .then(() => void open.delete(handled));
    open.add(handled);
    return handled;
  };
  const { pollSeconds = 30 } = deps;
  const polling = startPolling({ api, inbox, clock, log, handle, pollSeconds });
  void bot.menus.publish();
  return {
    username: me.username,
    status: () => statusOf(me.username, polling, open.size, outgoing.waiting),
    async [Symbol.asyncDispose]() {
      await polling.stop();
      stopping.abort(new DiwanError('shutting_down'));
      await outgoing.close(graceMs);
      await Promise.allSettled(open);
      inbox.flush();
    },
  };
}

function createBot(deps: TelegramDeps, api: Api, me: UserFromGetMe, stopping: AbortSignal): Bot {
  const { clock, log, people, databases, asking, conversations, analytics } = deps;
  return {
    api,
    id: me.id,
    username: me.username,
    clock,
    log,
    people,
    databases,
    asking,
    conversations,
    analytics,
    files: deps.answerFiles ?? null,
    recent: new RecentAnswers(),
    pending: new PendingQuestions(),
    menus: createMenus(api, () => commands, log),
    can: { drafts: true },
    stopping,
  };
}

const statusOf = (
  username: string,
  polling: Polling,
  open: number,
  outgoing: number,
): TelegramStatus => ({ state: polling.state, username, open, outgoing });
