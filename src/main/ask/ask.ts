import { randomUUID } from 'node:crypto';
import type { Answer } from '../../preload/contract/answer.ts';
import { errorCodes } from '../../preload/contract/errors.ts';
import { isoTime } from '../lib/clock.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { EventQueue } from '../lib/event-queue.ts';
import { follow } from '../lib/follow.ts';
import { MeteredCalls } from './calls.ts';
import { memoryKey, noProgress, type Run } from './progress.ts';
import type { Ask, AskEvent, Asker, Question } from './question.ts';
import { settleAnswered, settleFailed } from './settle.ts';
import type { AskTools } from './tools.ts';
import { work } from './work.ts';

export interface Asking {
  ask: Ask;
  /**
   * Stops the running and waiting questions of whoever waits in this line; how many there were.
   * @param reason what they end with; default `cancelled`
   */
  cancel(turn: string, reason?: DiwanError): number;
  /** Somebody belongs elsewhere now: their questions stop, and what they were told is forgotten. */
  dismiss(turn: string): void;
  /** Empties the memory of a chat; what was settled stays. */
  forget(asker: Pick<Asker, 'turn' | 'chat'>): void;
  /** How many questions are under way or waiting. */
  open(): number;
  /** Lets no new question in, cancels those under way and waits until they are settled. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The pipeline, for every door. */
export function createAsking(tools: AskTools): Asking {
  const open = new Map<AbortController, { turn: string; done: Promise<void> }>();
  let closing = false;

  const start = (
    asker: Asker,
    question: Question,
    { control, outer }: { control: AbortController; outer: AbortSignal },
    events: EventQueue<AskEvent>,
  ) => {
    const { signal } = control;
    const following = follow(outer, control);
    const done = answer(tools, asker, question, signal, (event) => events.push(event))
      .then((given) => {
        events.push({ type: 'answer', answer: given });
        events.end();
      })
      .catch((error: unknown) => events.fail(inOurWords(error, signal)))
      .finally(() => {
        following[Symbol.dispose]();
        open.delete(control);
      });
    open.set(control, { turn: asker.turn, done });
  };

  const ask: Ask = (asker, question, outer) => {
    const control = new AbortController();
    // A door that stops listening has no more use for the answer.
    const events = new EventQueue<AskEvent>(() => control.abort(new DiwanError('cancelled')));
    if (closing) events.fail(new DiwanError('shutting_down'));
    else start(asker, question, { control, outer }, events);
    return events;
  };

  const cancel = (turn: string, reason = new DiwanError('cancelled')): number => {
    const mine = [...open].filter(([, one]) => one.turn === turn);
    for (const [control] of mine) control.abort(reason);
    return mine.length;
  };

  return {
    ask,
    cancel,
    dismiss: (turn) => {
      cancel(turn);
      tools.memory.forgetAll(memoryKey({ turn, chat: '' }));
    },
    forget: (asker) => tools.memory.forget(memoryKey(asker)),
    open: () => open.size,
    [Symbol.asyncDispose]: async () => {
      closing = true;
      for (const control of open.keys()) control.abort(new DiwanError('shutting_down'));
      await Promise.all([...open.values()].map((one) => one.done));
      tools.ledger.settleInterrupted();
    },
  };
}

/** A question's whole way: admit, work, settle. */
async function answer(
  tools: AskTools,
  asker: Asker,
  question: Question,
  signal: AbortSignal,
  emit: (event: AskEvent) => void,
): Promise<Answer> {
  const before = settledBefore(tools, question);
  if (before) return before;
  const waits = tools.turns.ahead(asker.turn) > 0;
  using _seat = await admit(tools, asker, question.late ?? false, signal, emit);
  // What it waited for may have been itself: a window asks again when its connection broke.
  const meanwhile = waits ? settledBefore(tools, question) : null;
  if (meanwhile) return meanwhile;
  using holds = new DisposableStack();
  const run = begin(tools, asker, question, signal, emit, holds);
  try {
    return await settleAnswered(run, await work(run));
  } catch (error) {
    await settleFailed(run, inOurWords(error, signal));
    throw error;
  }
}

/** The same question delivered again, after a crash or by a repeated update. */
function settledBefore(tools: AskTools, question: Question): Answer | null {
  if (question.requestKey === null) return null;
  const settled = tools.ledger.find(question.requestKey);
  if (!settled) return null;
  if (settled.answer) return settled.answer;
  const code = errorCodes.find((known) => known === settled.errorCode);
  throw new DiwanError(code ?? 'internal');
}

async function admit(
  tools: AskTools,
  asker: Asker,
  late: boolean,
  signal: AbortSignal,
  emit: (event: AskEvent) => void,
): Promise<Disposable | null> {
  // Programs come through limits and queues of their channel's own.
  if (asker.door === 'api') return null;
  const wait = late ? 0 : tools.buckets.take(asker.turn);
  if (wait > 0)
    throw new DiwanError('rate_limited', { params: { seconds: Math.ceil(wait / 1_000) } });
  const ahead = tools.turns.ahead(asker.turn);
  if (ahead > 0) emit({ type: 'waiting', ahead });
  return tools.turns.take(asker.turn, signal, !late);
}

function begin(
  tools: AskTools,
  asker: Asker,
  question: Question,
  signal: AbortSignal,
  emit: (event: AskEvent) => void,
  holds: DisposableStack,
): Run {
  const { userId, organizationId, channelId, door, chat } = asker;
  const { databaseId, text } = question;
  const context = { userId, organizationId, channelId, door, chat, databaseId, question: text };
  const { clock, models, prices, ledger } = tools;
  const requestKey = question.requestKey ?? freshKey(tools, door);
  const metering = { clock, models, prices, journal: ledger.journal };
  const calls = new MeteredCalls(metering, requestKey, context);
  return {
    tools,
    asker,
    question,
    requestKey,
    signal,
    calls,
    progress: noProgress(),
    holds,
    startedAt: isoTime(clock),
    began: clock.monotonic(),
    emit,
  };
}

/** In the order of time: what is written together then stands together in the index. */
const freshKey = ({ clock }: AskTools, door: string): string =>
  `${door}:${clock.now().toString(36)}-${randomUUID()}`;

/** An abort's own reason is what happened, whatever the part that was cut short made of it. */
function inOurWords(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  return isDiwanError(signal.reason)
    ? signal.reason
    : new DiwanError('cancelled', { cause: error });
}
