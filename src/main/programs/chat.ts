import type { Answer, Receipt } from '../../preload/contract/answer.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Ask, AskEvent, Asker, Question } from '../ask/question.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { isDiwanError } from '../lib/errors.ts';
import { Turns } from '../lib/turns.ts';
import type { Message } from '../model/model.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import { type Answered, said, spentOn, textOf } from './answered.ts';
import type { KnownChannel } from './channel.ts';
import type { Offer } from './offer.ts';
import type { Place } from './quotas.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Usage, UsedRequest } from './usage.ts';

/** One user's message to a channel, let in by its limits. */
export interface ChatAsk {
  channel: KnownChannel;
  /** Null for the try-it panel. */
  keyId: number | null;
  userId: string;
  text: string;
  /** Null: the channel's first, or plain chat where it has none. */
  databaseId: number | null;
  /** The place in the quotas: kept when the question is answered, else given back. */
  place: Place;
  /** No pieces of text are wanted, only the answer. */
  quiet: boolean;
  /** What the caller brings itself, for callers that keep the conversation; else the session's. */
  own: { model: string; history: readonly Message[]; instructions: string | null } | null;
}

export interface ChatReply {
  text: string;
  model: string;
  /** Null where the caller keeps the conversation. */
  session: { uuid: string; totalMessageCount: number } | null;
  answer: Answer;
}

export interface ChatDeps {
  ask: Ask;
  clock: Clock;
  sessions: Sessions;
  usage: Usage;
  offer: Offer;
  group: GroupCommit;
}

/** Questions of one session that may wait; the limits of the channel come long before. */
const maxWaiting = 10_000;

export type Chat = (
  asked: ChatAsk,
  signal: AbortSignal,
  onEvent: (event: AskEvent) => void,
) => Promise<ChatReply>;

/**
 * A channel's question on its way: one at a time a session, in order; answered and failed ones are
 * logged, and what is answered is on the disk before anybody hears of it.
 */
export function createChat(deps: ChatDeps): Chat {
  const turns = new Turns(maxWaiting);
  return async (asked, signal, onEvent) => {
    try {
      if (asked.own) return await converse(deps, asked, null, signal, onEvent);
      using _seat = await turns.take(`${asked.channel.row.id}:${asked.userId}`, signal);
      const session = deps.sessions.find(userOf(asked));
      return await converse(deps, asked, session, signal, onEvent);
    } finally {
      asked.place.giveBack();
    }
  };
}

/** One question between its arrival and its end. */
interface Going {
  asked: ChatAsk;
  /** Null where the caller keeps the conversation. */
  session: Session | null;
  model: string;
  now: string;
  elapsedMs(): number;
}

async function converse(
  deps: ChatDeps,
  asked: ChatAsk,
  session: Session | null,
  signal: AbortSignal,
  onEvent: (event: AskEvent) => void,
): Promise<ChatReply> {
  const going = begin(deps, asked, session);
  const { model } = going;
  let totalMessageCount = 0;
  const kept = {
    keep: async (answer: Answered) => {
      totalMessageCount = await keepAnswered(deps, going, answer);
    },
    keepFailed: (error: ErrorCode, receipt: Receipt) => {
      const used = { ...usedOf(going), ...spentOn({ receipt }), error };
      return deps.group.run(() => deps.usage.record(used));
    },
  };
  try {
    const question = { ...questionOf(asked, model, historyOf(deps, going)), ...kept };
    const answer = await lastAnswer(deps.ask(askerOf(asked), question, signal), onEvent);
    asked.place.keep();
    const seen = session && { uuid: session.uuid, totalMessageCount };
    return { text: textOf(answer), model, session: seen, answer };
  } catch (error) {
    // Who leaves in the middle has still used what was used.
    if (isDiwanError(error, 'cancelled')) asked.place.keep();
    throw error;
  }
}

function begin({ clock, offer }: ChatDeps, asked: ChatAsk, session: Session | null): Going {
  const began = clock.monotonic();
  return {
    asked,
    session,
    model: asked.own?.model ?? offer.current(asked.channel, session?.model ?? null),
    now: isoTime(clock),
    elapsedMs: () => clock.monotonic() - began,
  };
}

function historyOf({ sessions }: ChatDeps, { asked, session }: Going): readonly Message[] {
  if (asked.own) return asked.own.history;
  return session ? sessions.history(session, userOf(asked), asked.channel.limits.history) : [];
}

/** The log and the session's messages; returns how many those are now. */
async function keepAnswered(deps: ChatDeps, going: Going, answer: Answered): Promise<number> {
  const { asked, session, now } = going;
  const used = { ...usedOf(going), ...spentOn(answer) };
  const text = textOf(answer);
  const texts = [asked.text, said(answer, text)] as const;
  const total = await deps.group.run(() => {
    deps.usage.record({ ...used, response: asked.channel.row.log_texts ? text : null });
    return session ? deps.sessions.exchange(session, { ...userOf(asked), now }, texts) : 0;
  });
  if (session) deps.sessions.exchanged(session, userOf(asked), texts, total);
  return total;
}

async function lastAnswer(
  events: AsyncIterable<AskEvent>,
  onEvent: (event: AskEvent) => void,
): Promise<Answer> {
  let answer: Answer | null = null;
  for await (const event of events) {
    if (event.type === 'answer') answer = event.answer;
    else onEvent(event);
  }
  if (!answer) throw new RangeError('a question ended without an answer');
  return answer;
}

const userOf = ({ channel, userId }: ChatAsk) => ({ channelId: channel.row.id, userId });

function askerOf({ channel, userId }: ChatAsk): Asker {
  const { id, organization_id, language } = channel.row;
  return {
    userId: null,
    organizationId: organization_id,
    channelId: id,
    turn: `channel:${id}:${userId}`,
    chat: userId,
    door: 'api',
    name: userId,
    language,
  };
}

const questionOf = (asked: ChatAsk, model: string, history: readonly Message[]): Question => ({
  text: asked.text,
  requestKey: null,
  databaseId: asked.databaseId ?? asked.channel.databases[0] ?? null,
  model,
  history,
  instructions: asked.own?.instructions ?? null,
  quiet: asked.quiet,
});

function usedOf({ asked, model, now, elapsedMs }: Going): UsedRequest {
  const { id, log_texts } = asked.channel.row;
  return {
    channelId: id,
    keyId: asked.keyId,
    userId: asked.userId,
    at: now,
    request: log_texts ? asked.text : null,
    response: null,
    model,
    error: null,
    elapsedMs: elapsedMs(),
    input: 0,
    output: 0,
    cost: 0,
  };
}
