import type { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Bot } from './bot.ts';
import { Choices } from './choices.ts';
import { commands } from './commands/index.ts';
import { createExpiring } from './expiring.ts';
import { createInbox } from './inbox.ts';
import { DoublePresses } from './incoming/double.ts';
import { FloodGuard } from './incoming/flood.ts';
import { LatestMessages } from './latest.ts';
import { tellOutcomes } from './mail-outcomes.ts';
import { createMenus } from './menus.ts';
import { giveNotice } from './notices.ts';
import { createPending } from './pending.ts';
import { type PollingState, startPolling } from './polling.ts';
import { Prompts } from './prompts.ts';
import { RecentAnswers } from './recent.ts';
import { createRoute } from './route.ts';
import type { TelegramStatus } from './status.ts';
import type { TelegramDeps } from './telegram.ts';
import { Unbegun } from './unbegun.ts';
import { createUnkept } from './unkept.ts';

/** A bot that polls. */
export interface Running {
  state(): PollingState;
  silentMs(): number;
  /** Updates being handled. */
  open(): number;
  /** Takes no more updates and waits until those being handled have ended. */
  stop(): Promise<void>;
}

export function startBot(
  deps: TelegramDeps,
  api: Api,
  me: UserFromGetMe,
  status: () => TelegramStatus,
  stopping: AbortSignal,
): Running {
  const { clock, log, pollSeconds = 30 } = deps;
  const bot = createBot(deps, api, me, status, stopping);
  const inbox = createInbox(deps.store, clock, log, me.id);
  const route = createRoute(bot);
  const open = new Set<Promise<void>>();
  const handle = (update: Update): Promise<void> => {
    const handled = route(update)
      .then((done) => done && inbox.done(update.update_id))
      .then(() => void open.delete(handled));
    open.add(handled);
    return handled;
  };
  const notices = giveNotice(bot, deps.events);
  const outcomes = tellOutcomes(bot);
  const unkept = createUnkept(bot);
  const polling = startPolling({
    api,
    inbox,
    clock,
    log,
    handle,
    open: () => open.size,
    unkept,
    pollSeconds,
  });
  void bot.menus.publish();
  return {
    state: () => polling.state,
    silentMs: () => polling.silentMs(),
    open: () => open.size,
    async stop() {
      notices[Symbol.dispose]();
      outcomes[Symbol.dispose]();
      await polling.stop();
      await Promise.allSettled(open);
      inbox.flush();
    },
  };
}

function createBot(
  deps: TelegramDeps,
  api: Api,
  me: UserFromGetMe,
  status: () => TelegramStatus,
  stopping: AbortSignal,
): Bot {
  const { clock, log, store, people, databases, asking, conversations, analytics, health } = deps;
  return {
    api,
    id: me.id,
    username: me.username,
    clock,
    startedAt: clock.now(),
    began: clock.monotonic(),
    log,
    people,
    databases,
    asking,
    conversations,
    analytics,
    health,
    troubles: deps.troubles ?? (() => []),
    mail: deps.mail ?? null,
    files: deps.answerFiles ?? null,
    record: deps.record ?? (() => undefined),
    recent: new RecentAnswers(),
    pending: createPending(store, clock, me.id),
    unbegun: new Unbegun(),
    prompts: new Prompts(),
    choices: new Choices(),
    latest: new LatestMessages(),
    webView: deps.webView ?? (() => null),
    expiring: createExpiring({ store, clock, log, api, botId: me.id, stopping }),
    flood: new FloodGuard(clock),
    presses: new DoublePresses(clock),
    menus: createMenus(api, () => commands, log),
    can: { drafts: true },
    status,
    stopping,
  };
}
