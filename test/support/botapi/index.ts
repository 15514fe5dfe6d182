import type { UserFromGetMe } from 'grammy/types';
import { type Clock, systemClock } from '../../../src/main/lib/clock.ts';
import type { Call } from './calls.ts';
import type { Fault, FaultOptions, InjectedFault } from './faults.ts';
import { addGroup, type Group, type GroupOptions } from './group.ts';
import { type Limits, RateLimiter, telegramLimits } from './limits.ts';
import { type PageOptions, pageListener } from './page/routes.ts';
import { addPerson, type Person, type PersonOptions } from './person.ts';
import { listen } from './server.ts';
import { type ChatView, view } from './view.ts';
import { type WaitOptions, waitFor } from './wait.ts';
import { World } from './world.ts';

export { Failure } from './failure.ts';
export type { Fault, FaultOptions, InjectedFault } from './faults.ts';
export { faults } from './faults.ts';
export type { Group } from './group.ts';
export type { About, Localised, PagePerson } from './page/model.ts';
export type { Person } from './person.ts';
export type { Pressed } from './press.ts';
export type { Sent, Talker } from './talker.ts';
export type { ChatView, Pattern, Seen } from './view.ts';
export type { Call, Limits, PageOptions };

export interface BotApiOptions {
  /** Default `1000:stand-in-of-the-bot-api`. */
  token?: string;
  /** Default any free one. */
  port?: number;
  clock?: Clock;
  /** The bot's name and @username. */
  name?: string;
  username?: string;
  /** Whether the bot reads all group messages; default false, Telegram's privacy mode. */
  readsAllGroupMessages?: boolean;
  /** Telegram's rate limits with 429, or limits of one's own; default none. */
  limits?: boolean | Partial<Limits>;
  /** How many calls, and messages a chat, are kept; default 20,000 and 2,000. */
  keepCalls?: number;
  keepMessages?: number;
  /** Serves the demo's chat page at `/`; default none. */
  page?: PageOptions;
}

/** A running stand-in of Telegram's Bot API and the people who use it. */
export interface BotApi extends AsyncDisposable {
  /** For TELEGRAM_API_ROOT or grammY's `client.apiRoot`. */
  readonly root: string;
  readonly token: string;
  readonly bot: UserFromGetMe;
  readonly world: World;
  /** The person with this id; the options count when they first appear. */
  user(id: number, options?: PersonOptions): Person;
  group(id: number, options: GroupOptions): Group;
  chat(id: number): ChatView;
  /** Calls of the bot but getUpdates, oldest first. */
  calls(method?: string): readonly Call[];
  /** `method` by its exact name, or `*` for all but getUpdates. */
  inject(method: string, fault: Fault, options?: FaultOptions): InjectedFault;
  /** Delivers an update again under its old id. */
  repeat(updateId: number): void;
  /** Updates the bot has not confirmed. */
  readonly pendingUpdates: number;
  /** How many calls the rate limits refused. */
  readonly refused: number;
  waitFor<T>(probe: () => T | null | undefined | false, options?: WaitOptions): Promise<T>;
  close(): Promise<void>;
}

/** Starts the stand-in on 127.0.0.1. What it does is decided by its clock and its callers alone. */
export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const { token = '1000:stand-in-of-the-bot-api', clock = systemClock } = options;
  const limiter = limiterOf(options.limits, clock);
  const { keepCalls = 20_000, keepMessages = 2_000 } = options;
  const world = new World({ clock, bot: botOf(token, options), limiter, keepCalls, keepMessages });
  const api = driver(world);
  const talker = (person: number, chat: number) =>
    person === chat ? api.user(person) : api.user(person).in({ id: chat });
  const page = options.page ? pageListener(world, options.page, talker) : null;
  const server = await listen(world, token, options.port ?? 0, page);
  const close = () => server.close();
  const ends = { root: server.url, token, close, [Symbol.asyncDispose]: close };
  return Object.assign(api, ends);
}

/** Not to be spread: the counters are read anew each time. */
function driver(world: World) {
  const people = new Map<number, Person>();
  return {
    world,
    bot: world.bot,
    user: (id: number, options: PersonOptions = {}) => {
      const person = people.get(id) ?? addPerson(world, id, options);
      people.set(id, person);
      return person;
    },
    group: (id: number, options: GroupOptions) => addGroup(world, id, options),
    chat: (id: number) => {
      const room = world.rooms.get(id);
      if (!room) throw new Error(`there is no chat ${id}`);
      return view(world, room);
    },
    calls: (method?: string) => world.calls.list(method),
    inject: (method: string, fault: Fault, options?: FaultOptions) =>
      world.faults.arm(method, fault, options),
    repeat: (updateId: number) => world.updates.repeat(updateId),
    waitFor: <T>(probe: () => T | null | undefined | false, options?: WaitOptions) =>
      waitFor(world, probe, options),
    get pendingUpdates() {
      return world.updates.pending.length;
    },
    get refused() {
      return world.limiter?.refused ?? 0;
    },
  };
}

function limiterOf(limits: BotApiOptions['limits'], clock: Clock): RateLimiter | null {
  if (limits === undefined || limits === false) return null;
  return new RateLimiter({ ...telegramLimits, ...(limits === true ? {} : limits) }, clock);
}

const botOf = (token: string, options: BotApiOptions): UserFromGetMe => ({
  id: Number.parseInt(token, 10),
  is_bot: true,
  first_name: options.name ?? 'Diwan',
  username: options.username ?? 'diwan_bot',
  can_join_groups: true,
  can_read_all_group_messages: options.readsAllGroupMessages ?? false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
});
