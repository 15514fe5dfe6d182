import type { Clock } from '../lib/clock.ts';
import { createDeadline, type Deadline } from '../lib/deadline.ts';
import { DiwanError, isDiwanError, toDiwanError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import { retry } from '../lib/retry.ts';
import type { Failure } from './failure.ts';
import type { ModelReply, ModelRequest } from './model.ts';
import { ModelError } from './model-error.ts';
import { createTally, type Progress, type Sheet, type Tally } from './tally.ts';
import { isSpent } from './usage.ts';

export interface CallTools {
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  log: Log;
}

/** How one provider answers one request. */
export interface Transport {
  /** One try: reports to `progress`, resolves when the answer is whole. */
  attempt(progress: Progress, signal: AbortSignal): Promise<void>;
  explain(error: unknown): Failure;
}

export type OnText = ((piece: string) => void) | null;

/**
 * One model call: its attempts within `timeoutMs` in all, the tokens of every one of them counted.
 * Nothing is tried again once a reader has seen text, or tokens were spent: the money that was set
 * aside is for one answer.
 */
export async function callModel(
  tools: CallTools,
  request: ModelRequest,
  onText: OnText,
  transport: Transport,
): Promise<ModelReply> {
  if (request.signal.aborted) throw new DiwanError('cancelled');
  using deadline = createDeadline(tools.clock, request.timeoutMs, request.signal);
  const started = tools.clock.monotonic();
  const tally = createTally(request);
  const reader = createReader(onText);
  let unheardMs: number | null = null;
  const explain = (error: unknown): Failure =>
    isDiwanError(error) ? { error, verdict: 'stop' } : transport.explain(error);
  try {
    const text = await retry(attempt, (error) => (over() ? 'stop' : explain(error).verdict), {
      ...tools,
      signal: deadline.signal,
      deadlineMs: request.timeoutMs,
      onWait: warn,
    });
    const elapsedMs = tools.clock.monotonic() - started;
    const reply = { text, usage: tally.total(), elapsedMs };
    return tally.estimated() ? { ...reply, estimated: true } : reply;
  } catch (error) {
    const end = endOf(error, request, deadline, explain);
    deadline.stop();
    throw withUsage(end, tally, unheardMs);
  }

  async function attempt(): Promise<string> {
    const sheet = tally.open();
    const sent = tools.clock.monotonic();
    try {
      return await once(transport, reader, sheet, deadline.signal);
    } finally {
      if (deadline.signal.aborted && sheet.silent()) unheardMs = tools.clock.monotonic() - sent;
    }
  }

  function over(): boolean {
    return reader.shown || deadline.signal.aborted || isSpent(tally.total());
  }

  function warn(error: unknown, waitMs: number, attempt: number): void {
    const err = explain(error).error;
    tools.log.warn({ err, model: request.model, waitMs, attempt }, 'model call waits');
  }
}

async function once(
  transport: Transport,
  reader: Reader,
  sheet: Sheet,
  signal: AbortSignal,
): Promise<string> {
  const text = (piece: string) => {
    if (piece === '') return;
    sheet.text(piece);
    reader.show(piece);
  };
  await transport.attempt({ text, usage: sheet.usage }, signal);
  // An aborted stream may end as if it were whole.
  signal.throwIfAborted();
  return sheet.whole();
}

interface Reader {
  readonly shown: boolean;
  show(piece: string): void;
}

/** Remembers whether anyone has seen text; a reader's own failure is none of the provider's. */
function createReader(onText: OnText): Reader {
  let shown = false;
  return {
    get shown() {
      return shown;
    },
    show(piece) {
      if (onText === null) return;
      shown = true;
      try {
        onText(piece);
      } catch (error) {
        throw toDiwanError(error);
      }
    },
  };
}

/** What ended the call counts for more than how its connection broke. */
function endOf(
  error: unknown,
  request: ModelRequest,
  deadline: Deadline,
  explain: (error: unknown) => Failure,
): DiwanError {
  const params = { model: request.model, stage: request.stage };
  if (request.signal.aborted) return new DiwanError('cancelled');
  if (deadline.expired) return new DiwanError('model_timeout', { params });
  return explain(error).error;
}

function withUsage(error: DiwanError, tally: Tally, unheardMs: number | null): DiwanError {
  const usage = tally.total();
  if (!isSpent(usage) && unheardMs === null) return error;
  const { code, cause, params } = error;
  const estimated = tally.estimated();
  return new ModelError(code, usage, { cause, params, estimated, unheardMs });
}
