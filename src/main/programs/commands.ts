import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { type Params, say } from '../lib/i18n.ts';
import { formatNumber } from '../lib/locale.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { KnownChannel } from './channel.ts';
import type { Limits } from './limits.ts';
import type { Offer } from './offer.ts';
import type { ChannelUser, Session, Sessions } from './sessions.ts';

/** The commands a channel's users may write instead of a question. */
export const chatCommands = ['start', 'help', 'status', 'clear', 'model', 'models'] as const;
export type ChatCommand = (typeof chatCommands)[number];

export interface CommandReply {
  text: string;
  model: string;
  session: { uuid: string; totalMessageCount: number };
}

interface Deps {
  clock: Clock;
  sessions: Sessions;
  limits: Limits;
  offer: Offer;
  group: GroupCommit;
}

interface Said {
  channel: KnownChannel;
  session: Session;
  userId: string;
  /** What follows the command. */
  rest: string;
  signal: AbortSignal;
}

type Run = (deps: Deps, said: Said) => string | Promise<string>;

const texts = (said: Said) => (key: string, params?: Params) =>
  say(said.channel.row.language, `channel.${key}`, params);

const keyOf = ({ clock }: Deps, { channel, userId }: Said) => ({
  channelId: channel.row.id,
  userId,
  now: isoTime(clock),
});

const list: Run = (_deps, said) =>
  chatCommands.map((name) => `/${name} – ${texts(said)(`command.${name}`)}`).join('\n');

const runs: Record<ChatCommand, Run> = {
  start: (_deps, said) => texts(said)('start', { title: said.channel.row.title }),
  help: async (deps, said) => `${texts(said)('help')}\n\n${await list(deps, said)}`,
  status: (deps, said) => status(deps, said),
  clear: async (deps, said) => {
    await deps.group.run(() => deps.sessions.clear(said.session, keyOf(deps, said)));
    return texts(said)('cleared');
  },
  model: (deps, said) => chooseModel(deps, said),
  models: async ({ offer }, said) => {
    const current = offer.current(said.channel, said.session.model);
    const models = await offer.list(said.channel, said.signal);
    const lines = models.map((id) => `${id === current ? '✓' : '•'} ${id}`);
    return [texts(said)('models'), ...lines].join('\n');
  },
};

function status({ limits, offer }: Deps, said: Said): string {
  const { row, limits: own } = said.channel;
  const used = limits.used(row.id);
  const tell = texts(said);
  const whole = (count: number) => formatNumber(row.language, count);
  const share = (count: number, limit: number | null) =>
    limit === null
      ? tell('requests', { count })
      : tell('usedOf', { used: whole(count), limit: whole(limit) });
  return tell('status', {
    title: row.title,
    model: offer.current(said.channel, said.session.model),
    messages: whole(said.session.totalMessageCount),
    history: whole(own.history),
    perMinute: whole(own.perMinute),
    today: share(used.day, row.daily_quota),
    month: share(used.month, row.monthly_quota),
  });
}

/** @throws DiwanError `not_allowed` */
async function chooseModel(deps: Deps, said: Said): Promise<string> {
  const { offer, sessions, group } = deps;
  const { channel, session, rest, signal } = said;
  if (rest === '') return texts(said)('model', { model: offer.current(channel, session.model) });
  const refused = new DiwanError('not_allowed', { params: { action: 'useModel' } });
  if (!channel.limits.modelSwitch && rest !== channel.limits.model) throw refused;
  if (!(await offer.allows(channel, rest, signal))) throw refused;
  await group.run(() => sessions.setModel(session, keyOf(deps, said), rest));
  session.model = rest;
  return texts(said)('modelSet', { model: rest });
}

/** A command and what follows it; null where the text is a question. */
export function commandOf(text: string): { command: ChatCommand | null; rest: string } | null {
  const [, name = '', rest = ''] = /^\/([a-z_]+)(?:\s+(.*))?$/is.exec(text.trim()) ?? [];
  if (name === '') return null;
  const command = chatCommands.find((known) => known === name.toLowerCase()) ?? null;
  return { command, rest: rest.trim() };
}

export type RunCommand = (
  channel: KnownChannel,
  userId: string,
  given: { command: ChatCommand | null; rest: string },
  signal: AbortSignal,
) => Promise<CommandReply>;

/** An unknown command is answered with those there are. */
export const createCommands =
  (deps: Deps): RunCommand =>
  async (channel, userId, { command, rest }, signal) => {
    const session = await sessionOf(deps, { channelId: channel.row.id, userId });
    const said = { channel, session, userId, rest, signal };
    const text = command
      ? await runs[command](deps, said)
      : `${texts(said)('unknownCommand')}\n\n${await list(deps, said)}`;
    const { uuid, totalMessageCount } = deps.sessions.find({ channelId: channel.row.id, userId });
    return {
      text,
      model: deps.offer.current(channel, session.model),
      session: { uuid, totalMessageCount },
    };
  };

/** Stored with the first command, so that its name is the same from then on. */
async function sessionOf({ sessions, group, clock }: Deps, user: ChannelUser): Promise<Session> {
  const found = sessions.find(user);
  if (found.id !== 0) return found;
  await group.run(() => sessions.start(found, { ...user, now: isoTime(clock) }));
  return sessions.find(user);
}
