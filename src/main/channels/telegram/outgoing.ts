import type { Transformer } from 'grammy';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import { Turns } from '../../lib/turns.ts';
import { type OutgoingLimits, Pace } from './pace.ts';
import { toGrammy, toNative } from './signals.ts';

export interface OutgoingTools {
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  log: Log;
  limits: OutgoingLimits;
  /** A private chat that can no longer be written to. */
  onUnreachable(chat: number): void;
}

/** All that the bot says goes through here. */
export interface Outgoing {
  readonly transformer: Transformer;
  /** Calls waiting or under way. */
  readonly waiting: number;
  /** Ends what waits with `shutting_down`; what is on the wire may end within the grace. */
  close(graceMs: number): Promise<void>;
}

/** What counts against Telegram's limits, and keeps its order in its chat. */
const spoken = /^(send(?!ChatAction$|MessageDraft$)|edit|copy|forward)/;
/** Worth nothing once late: tried once. */
const fleeting = new Set(['sendChatAction', 'sendMessageDraft', 'getUpdates']);
/** A press waits seconds for its answer, not for ever. */
const brief = new Set(['answerCallbackQuery', 'deleteMessage', 'setMyCommands', 'getMe']);

interface Attempt {
  ok: boolean;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/**
 * A transformer of grammY's that keeps Telegram's limits, waits as a 429 asks, and repeats what
 * failed on the way: a message is sent, refused for good, or ended by `close`, never forgotten.
 * A caller's signal takes its call out of the queue; once on the wire it is let through.
 */
export function createOutgoing(tools: OutgoingTools): Outgoing {
  const { clock } = tools;
  const pace = new Pace(clock, tools.limits);
  const lanes = new Turns(Number.POSITIVE_INFINITY);
  const closing = new AbortController();
  const cut = new AbortController();
  const open = new Set<Promise<unknown>>();

  const paced = async <Value>(chat: number, signal: AbortSignal, work: () => Promise<Value>) => {
    let taken = pace.take(chat);
    while (typeof taken === 'number') {
      await clock.sleep(taken, signal);
      taken = pace.take(chat);
    }
    try {
      return await work();
    } finally {
      pace.arrived(taken);
    }
  };

  const transformer: Transformer = (prev, method, payload, signal) => {
    if (method === 'getUpdates') return prev(method, payload, signal);
    const waits = signal ? AbortSignal.any([toNative(signal), closing.signal]) : closing.signal;
    const say = () => {
      waits.throwIfAborted();
      return prev(method, payload, toGrammy(cut.signal));
    };
    const run = async () => {
      const chat = chatOf(payload);
      if (chat === null || !spoken.test(method))
        return await repeat(tools, method, payload, say, waits);
      using _turn = await lanes.take(String(chat), waits);
      const sayPaced = () => paced(chat, waits, say);
      return await repeat(tools, method, payload, sayPaced, waits);
    };
    const done = run();
    open.add(done);
    const forget = () => void open.delete(done);
    done.then(forget, forget);
    return done;
  };

  return {
    transformer,
    get waiting() {
      return open.size;
    },
    async close(graceMs) {
      closing.abort(new DiwanError('shutting_down'));
      const timer = new AbortController();
      const late = clock.sleep(graceMs, timer.signal).then(
        () => cut.abort(new DiwanError('shutting_down')),
        () => undefined,
      );
      await Promise.race([Promise.allSettled([...open]), late]);
      timer.abort();
    },
  };
}

function chatOf(payload: object): number | null {
  const chat = 'chat_id' in payload ? Number(payload.chat_id) : Number.NaN;
  return Number.isSafeInteger(chat) ? chat : null;
}

/** Tries until Telegram says yes, or no for good. */
async function repeat<Answer extends Attempt>(
  tools: OutgoingTools,
  method: string,
  payload: object,
  say: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await say().catch((error: unknown) => {
      signal.throwIfAborted();
      if (isLast(method, attempt)) throw error;
      tools.log.debug({ err: error, method, attempt }, 'telegram did not answer');
      return null;
    });
    if (answer && settled(tools, method, payload, answer)) return answer;
    if (answer && isLast(method, attempt)) return answer;
    await tools.clock.sleep(waitAfter(tools, answer, attempt), signal);
  }
}

const isLast = (method: string, attempt: number): boolean =>
  fleeting.has(method) || (brief.has(method) && attempt >= 4);

/** Whether there is nothing to repeat. A repeated edit that had already come through is a success. */
function settled(tools: OutgoingTools, method: string, payload: object, answer: Attempt): boolean {
  if (answer.ok) return true;
  const { error_code: code = 0, description = '', parameters } = answer;
  if (code === 429 || code >= 500) return false;
  if (method.startsWith('edit') && description.includes('message is not modified')) {
    Object.assign(answer, { ok: true, result: true });
    return true;
  }
  const moved = parameters?.migrate_to_chat_id;
  if (moved !== undefined) {
    Object.assign(payload, { chat_id: moved });
    return false;
  }
  const chat = chatOf(payload);
  if (code === 403 && chat !== null && chat > 0) tools.onUnreachable(chat);
  return true;
}

const baseMs = 300;
const capMs = 20_000;

/** As the 429 asks, and a little more; otherwise doubling, with full jitter above a floor. */
function waitAfter(tools: OutgoingTools, answer: Attempt | null, attempt: number): number {
  const asked = answer?.parameters?.retry_after;
  if (asked !== undefined) return asked * 1_000 + tools.random() * 250;
  if (answer?.parameters?.migrate_to_chat_id !== undefined) return 0;
  const ceiling = Math.min(capMs, baseMs * 2 ** (attempt - 1));
  return ceiling / 2 + (tools.random() * ceiling) / 2;
}
