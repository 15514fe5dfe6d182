import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { createSlots, type Slots } from './slots.ts';

/** How an engine opens and closes one connection. */
export interface PoolDriver<Connection> {
  /** `lost` is to be called when the connection dies while nobody uses it. */
  connect(signal: AbortSignal, lost: () => void): Promise<Connection>;
  close(connection: Connection): Promise<void>;
}

/** A connection in use. */
export interface Lease<Connection> {
  readonly connection: Connection;
  /** Closes it afterwards instead of keeping it for the next one. */
  drop(): void;
  /**
   * What is still done on the connection when the answer is known: whoever asked does not wait for
   * it, the next one does. If it fails the connection is dropped.
   */
  tidy(work: Promise<void>): void;
}

interface Held<Connection> {
  connection: Connection;
  slot: Disposable;
  dropped: boolean;
  idle: AbortController;
}

export interface PoolOptions {
  clock: Clock;
  /** Shared by all databases of the appliance. */
  slots: Slots;
  /** Connections to this one database. */
  max: number;
  idleMs: number;
}

export const poolDefaults = { max: 8, idleMs: 60_000 };

/** One database's connections: reused, closed when idle or when another database needs room. */
export class Pool<Connection> implements AsyncDisposable {
  readonly #driver: PoolDriver<Connection>;
  readonly #options: PoolOptions;
  readonly #own: Slots;
  readonly #idle: Held<Connection>[] = [];
  readonly #inUse = new Set<Promise<void>>();
  readonly #closing = new Set<Promise<void>>();
  readonly #pressure: Disposable;
  readonly #ended = new AbortController();

  constructor(driver: PoolDriver<Connection>, options: PoolOptions) {
    this.#driver = driver;
    this.#options = options;
    this.#own = createSlots(options.max);
    this.#pressure = options.slots.onPressure(() => this.#closeIdle());
  }

  /** Runs `work` on a connection; a connection on which work threw is used again unless dropped. */
  async use<Value>(
    signal: AbortSignal,
    work: (lease: Lease<Connection>) => Promise<Value>,
  ): Promise<Value> {
    if (this.#ended.signal.aborted) throw new DiwanError('shutting_down');
    const stop = AbortSignal.any([signal, this.#ended.signal]);
    const turn = await this.#own.take(stop);
    const held = await this.#take(stop).catch((error: unknown) => {
      turn[Symbol.dispose]();
      throw error;
    });
    const { promise: returned, resolve } = Promise.withResolvers<void>();
    this.#inUse.add(returned);
    const giveBack = () => {
      this.#giveBack(held);
      turn[Symbol.dispose]();
      this.#inUse.delete(returned);
      resolve();
    };
    const drop = () => {
      held.dropped = true;
    };
    let tidying: Promise<void> | null = null;
    const tidy = (rest: Promise<void>) => {
      tidying = rest.catch(drop);
    };
    try {
      return await work({ connection: held.connection, drop, tidy });
    } finally {
      if (tidying === null) giveBack();
      else void Promise.resolve(tidying).then(giveBack);
    }
  }

  async #take(signal: AbortSignal): Promise<Held<Connection>> {
    signal.throwIfAborted();
    const held = this.#idle.pop() ?? (await this.#open(signal));
    held.idle.abort();
    return held;
  }

  async #open(signal: AbortSignal): Promise<Held<Connection>> {
    const slot = await this.#options.slots.take(signal);
    try {
      let held: Held<Connection> | null = null;
      const connection = await this.#driver.connect(signal, () => held && this.#lost(held));
      held = { connection, slot, dropped: false, idle: new AbortController() };
      return held;
    } catch (error) {
      slot[Symbol.dispose]();
      throw error;
    }
  }

  #giveBack(held: Held<Connection>): void {
    if (held.dropped || this.#ended.signal.aborted || this.#options.slots.wanted) {
      this.#close(held);
      return;
    }
    held.idle = new AbortController();
    this.#idle.push(held);
    this.#options.clock.sleep(this.#options.idleMs, held.idle.signal).then(
      () => this.#lost(held),
      () => undefined, // used again in time
    );
  }

  /** Takes an idle connection out; one in use is closed when it comes back. */
  #lost(held: Held<Connection>): void {
    held.dropped = true;
    const at = this.#idle.indexOf(held);
    if (at === -1) return;
    this.#idle.splice(at, 1);
    this.#close(held);
  }

  #closeIdle(): boolean {
    const [oldest] = this.#idle;
    if (oldest === undefined) return false;
    this.#lost(oldest);
    return true;
  }

  #close(held: Held<Connection>): void {
    held.idle.abort();
    const closing = this.#driver
      .close(held.connection)
      .catch(() => undefined) // it is gone either way
      .finally(() => {
        held.slot[Symbol.dispose]();
        this.#closing.delete(closing);
      });
    this.#closing.add(closing);
  }

  /** When one connection broke, the idle ones led to the same server. */
  closeAllIdle(): void {
    while (this.#closeIdle()); // each goes to #closing
  }

  /** Waits for what is in use: its users must have been told to stop. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort(new DiwanError('shutting_down'));
    this.#pressure[Symbol.dispose]();
    this.closeAllIdle();
    await Promise.all(this.#inUse);
    await Promise.all(this.#closing);
  }
}
