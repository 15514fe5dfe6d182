import type { Update } from 'grammy/types';
import type { Clock } from '../../../src/main/lib/clock.ts';
import type { Events } from './events.ts';
import { Failure } from './failure.ts';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;
export type UpdateContent = Omit<Update, 'update_id'>;

export interface Poll {
  offset: number;
  limit: number;
  /** Seconds. */
  timeout: number;
  allowed?: readonly string[] | undefined;
}

interface Waiting {
  readonly limit: number;
  readonly resolve: (updates: Update[]) => void;
  readonly reject: (failure: Failure) => void;
}

/** Left out of the default set: https://core.telegram.org/bots/api#getupdates */
const onlyOnRequest = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Telegram's queue of updates: kept until an offset confirms them, one poller at a time. */
export class UpdateQueue {
  readonly #events: Events;
  readonly #clock: Clock;
  readonly #sent = new Map<number, Update>();
  #pending: Update[] = [];
  /** Delivered again although confirmed: see `repeat`. */
  #again: Update[] = [];
  #waiting: Waiting | null = null;
  #allowed: readonly string[] = [];
  #lastId: number;

  constructor(events: Events, clock: Clock, firstId = 1) {
    this.#events = events;
    this.#clock = clock;
    this.#lastId = firstId - 1;
  }

  /** Unconfirmed updates, oldest first. */
  get pending(): readonly Update[] {
    return this.#pending;
  }

  /** True while a poller waits. */
  get waiting(): boolean {
    return this.#waiting !== null;
  }

  /** The id the update got, or null where the bot does not ask for its kind. */
  push(content: UpdateContent): number | null {
    const kind = Object.keys(content)[0] ?? '';
    if (!this.#wants(kind)) return null;
    this.#lastId += 1;
    const update: Update = { update_id: this.#lastId, ...content };
    this.#pending.push(update);
    this.#remember(update);
    this.#deliver();
    return update.update_id;
  }

  /** Delivers an update once more under its old id, as Telegram may after a lost connection. */
  repeat(id: number): void {
    const update = this.#sent.get(id);
    if (!update) throw new Error(`there was no update ${id}`);
    this.#again.push(update);
    this.#deliver();
  }

  /** Long polling. A second poller ends the first with 409, as Telegram does. */
  async poll(poll: Poll, signal: AbortSignal): Promise<Update[]> {
    if (poll.allowed !== undefined) this.#allowed = poll.allowed;
    this.#confirm(poll.offset);
    this.#waiting?.reject(conflict());
    this.#waiting = null;
    const ready = this.#take(poll.limit);
    if (ready.length > 0 || poll.timeout === 0) return ready;
    return await this.#wait(poll, signal);
  }

  /** Forgets what waits, as deleteWebhook with drop_pending_updates does. */
  drop(): void {
    this.#pending = [];
    this.#events.emit({ what: 'updates' });
  }

  /** Ends the waiting poll, if any, without an update. */
  release(): void {
    this.#waiting?.resolve([]);
  }

  #wait(poll: Poll, signal: AbortSignal): Promise<Update[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Update[]>();
    const waiting: Waiting = { limit: poll.limit, resolve, reject };
    this.#waiting = waiting;
    this.#events.emit({ what: 'updates' });
    const over = new AbortController();
    const give = () => resolve([]);
    this.#clock.sleep(poll.timeout * 1000, over.signal).then(give, () => {});
    signal.addEventListener('abort', give, { once: true });
    return promise.finally(() => {
      over.abort();
      signal.removeEventListener('abort', give);
      if (this.#waiting === waiting) this.#waiting = null;
    });
  }

  #deliver(): void {
    this.#events.emit({ what: 'updates' });
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    // A moment later, so that what comes in one breath is delivered together.
    setImmediate(() => waiting.resolve(this.#take(waiting.limit)));
  }

  #take(limit: number): Update[] {
    const again = this.#again.splice(0, limit);
    return [...again, ...this.#pending.slice(0, limit - again.length)];
  }

  #confirm(offset: number): void {
    const before = this.#pending.length;
    if (offset < 0) this.#pending = this.#pending.slice(offset);
    else if (offset > 0) {
      this.#pending = this.#pending.filter(({ update_id }) => update_id >= offset);
    }
    if (this.#pending.length !== before) this.#events.emit({ what: 'updates' });
  }

  #wants(kind: string): boolean {
    return this.#allowed.length === 0 ? !onlyOnRequest.has(kind) : this.#allowed.includes(kind);
  }

  #remember(update: Update): void {
    this.#sent.set(update.update_id, update);
    this.#sent.delete(update.update_id - 10_000);
  }
}

const conflict = (): Failure =>
  new Failure(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  );
