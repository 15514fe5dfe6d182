import type { ChannelChange } from '../../preload/contract/channels.ts';
import type { Ask, AskEvent, Asker, Question } from '../ask/question.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import type { ChannelRow, KnownChannel } from './channel.ts';
import type { Limits } from './limits.ts';
import type { Place } from './quotas.ts';
import type { Registry } from './registry.ts';

/** The Telegram bot is a channel too, its people are their organisations' own: it takes these alone. */
const settable: readonly (keyof ChannelChange)[] = [
  'title',
  'isActive',
  'rateLimit',
  'dailyQuota',
  'monthlyQuota',
];

export const botChannel = 'telegram';

const isBot = ({ channel_id }: ChannelRow): boolean => channel_id === botChannel;

/** @throws DiwanError `not_for_bot` for what the bot's channel could not keep */
export function requireSettable(row: ChannelRow, change: ChannelChange): void {
  if (!isBot(row)) return;
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  if (given.some(([field]) => !settable.some((known) => known === field)))
    throw new DiwanError('not_for_bot');
}

/** @throws DiwanError `not_for_bot`: nobody comes to the bot's channel by a key */
export function requireKeys(row: ChannelRow): void {
  if (isBot(row)) throw new DiwanError('not_for_bot');
}

interface Deps {
  registry: Pick<Registry, 'byName' | 'known'>;
  limits: Limits;
}

/** The bot's questions within its channel's limits: switched off, it answers nobody. */
export function limitBot(ask: Ask, { registry, limits }: Deps): Ask {
  let id: number | null = null;
  const channel = (): KnownChannel | null => {
    id ??= registry.byName(botChannel)?.row.id ?? null;
    return id === null ? null : registry.known(id);
  };
  return (asker, question, signal) => {
    const bot = asker.door === 'telegram' ? channel() : null;
    if (!bot) return ask(asker, question, signal);
    return counted(
      () => ask(asker, question, signal),
      () => letIn(limits, bot, asker, question),
    );
  };
}

/** @throws DiwanError `bot_paused`, `rate_limited`, `quota_exhausted` */
function letIn(limits: Limits, channel: KnownChannel, asker: Asker, question: Question): Place {
  const { row } = channel;
  if (row.is_active === 0) throw new DiwanError('bot_paused');
  // Null is the bot's own pace, which the pipeline keeps.
  const waitMs =
    row.rate_limit === null || question.late ? 0 : limits.knock(channel, asker.turn).waitMs;
  if (waitMs > 0)
    throw new DiwanError('rate_limited', { params: { seconds: Math.ceil(waitMs / 1_000) } });
  const place = limits.place(channel);
  if ('keep' in place) return place;
  throw new DiwanError('quota_exhausted');
}

async function* counted(
  ask: () => AsyncIterable<AskEvent>,
  enter: () => Place,
): AsyncIterable<AskEvent> {
  const place = enter();
  try {
    for await (const event of ask()) {
      if (event.type === 'answer') place.keep();
      yield event;
    }
  } catch (error) {
    if (isDiwanError(error, 'cancelled')) place.keep();
    throw error;
  } finally {
    place.giveBack();
  }
}
