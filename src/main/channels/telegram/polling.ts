import { createConcurrentSink, createRunner, createSource } from '@grammyjs/runner';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Inbox } from './inbox.ts';
import { toGrammy } from './signals.ts';
import type { Unkept } from './unkept.ts';

/** `refused`: the token is not, or no longer, valid. `conflict`: another program polls with it. */
export type PollingState = 'running' | 'retrying' | 'refused' | 'conflict' | 'stopped';

export interface PollingTools {
  api: Api;
  inbox: Inbox;
  clock: Clock;
  log: Log;
  /** Handles one update; it never rejects. */
  handle(update: Update): Promise<void>;
  /** Updates being handled. */
  open(): number;
  /** Told of updates that could not be journalled, and when they can be again. */
  unkept: Unkept;
  /** Seconds a poll may last. */
  pollSeconds: number;
}

export interface Polling {
  readonly state: PollingState;
  /** Milliseconds since the last poll ended, well or badly. */
  silentMs(): number;
  /** Takes no new updates; those being handled are the caller's to end. */
  stop(): Promise<void>;
}

/** Updates handled at once, waiting questions included. */
const atOnce = 2_000;
const batch = 100;
/** With so many in hand, a moment between polls lets more come in one, with one write to the disk. */
const crowd = 16;
const gatherMs = 5;
const allowed = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'stopped_message_generation',
] as const;
const retryMs = { first: 250, most: 15_000, conflict: 5_000 };

/** grammY's runner over the journal: what an earlier run left first, then what Telegram has. */
export function startPolling(tools: PollingTools): Polling {
  const { api, inbox, clock, log, unkept } = tools;
  const left = inbox.open();
  const stopping = new AbortController();
  let state: PollingState = 'running';
  let offset = 0;
  let polledAt = clock.monotonic();

  const keep = async (updates: readonly Update[]): Promise<Update[]> => {
    try {
      const fresh = await inbox.receive(updates);
      if (updates.length > 0) unkept.over();
      return fresh;
    } catch (error) {
      unkept.tell(updates);
      throw error;
    }
  };

  const fetchBatch = async (limit: number): Promise<Update[]> => {
    const options = { offset, limit, timeout: tools.pollSeconds, allowed_updates: allowed };
    const updates = await api.getUpdates(options, toGrammy(stopping.signal));
    const last = updates.at(-1);
    const fresh = await keep(updates);
    // Only now may the next poll confirm them.
    if (last) offset = last.update_id + 1;
    return fresh;
  };

  const supply = async (limit: number): Promise<Update[]> => {
    const size = Math.max(1, Math.min(batch, limit));
    if (left.length > 0) return left.splice(0, size);
    for (let failures = 0; ; failures += 1) {
      try {
        if (tools.open() > crowd) await clock.sleep(gatherMs, stopping.signal);
        const updates = await fetchBatch(size);
        polledAt = clock.monotonic();
        state = 'running';
        return updates;
      } catch (error) {
        if (stopping.signal.aborted) throw error;
        polledAt = clock.monotonic();
        const known = stateAfter(error);
        if (known !== state) log.warn({ err: error, state: known }, 'polling failed');
        state = known;
        await clock.sleep(waitAfter(error, failures), stopping.signal);
      }
    }
  };

  const source = createSource({ supply });
  const sink = createConcurrentSink<Update>(
    { consume: tools.handle },
    async (error) => log.error({ err: error }, 'an update was not handled'),
    { concurrency: atOnce },
  );
  const runner = createRunner(source, sink);
  runner.start();
  return {
    get state() {
      return state;
    },
    silentMs: () => clock.monotonic() - polledAt,
    async stop() {
      state = 'stopped';
      stopping.abort();
      await runner.stop();
    },
  };
}

function stateAfter(error: unknown): PollingState {
  if (!(error instanceof GrammyError)) return 'retrying';
  if (error.error_code === 401 || error.error_code === 404) return 'refused';
  return error.error_code === 409 ? 'conflict' : 'retrying';
}

function waitAfter(error: unknown, failures: number): number {
  if (error instanceof GrammyError) {
    const asked = error.parameters.retry_after;
    if (asked !== undefined) return asked * 1_000;
    if (error.error_code === 409 || error.error_code === 401) return retryMs.conflict;
  }
  return Math.min(retryMs.most, retryMs.first * 2 ** failures);
}
