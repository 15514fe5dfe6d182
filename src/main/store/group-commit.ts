import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoreDatabase } from './database.ts';

/** A piece of work on its way: run in a transaction, then told how that ended. */
interface Piece {
  /** It must be on the disk before it is told. */
  readonly durable: boolean;
  readonly failed: boolean;
  run(): void;
  fail(error: unknown): void;
  tell(): void;
}

class Waiting<Value> implements Piece {
  readonly durable: boolean;
  failed = false;
  readonly #work: () => Value;
  readonly #end = Promise.withResolvers<Value>();
  #value: Value | undefined;

  constructor(work: () => Value, durable: boolean) {
    this.#work = work;
    this.durable = durable;
  }

  get end(): Promise<Value> {
    return this.#end.promise;
  }

  run(): void {
    this.#value = this.#work();
  }

  fail(error: unknown): void {
    this.failed = true;
    this.#end.reject(error);
  }

  tell(): void {
    if (!this.failed) this.#end.resolve(this.#value as Value);
  }
}

type Store = Pick<StoreDatabase<unknown>, 'relaxed' | 'flush' | 'flushNow'>;

/**
 * A disk that synced the last commit within this is waited for on the spot by who is alone: the way
 * through a thread would take half as long again.
 */
const quickMs = 1;

/** Among company a group closes when so many turns of the event loop brought nobody, or so late. */
const quietTurns = 2;
const gatheringMs = 2;

/**
 * Puts all that waits into one transaction, and waits for the disk off the main thread. While one
 * group is on its way there the next one gathers, so that many pieces share the work and the sync;
 * where groups were of several lately it stays open a little longer for those who are close
 * (commit_delay and commit_siblings of
 * https://www.postgresql.org/docs/current/runtime-config-wal.html).
 */
export class GroupCommit {
  readonly #store: Store;
  #waiting: Piece[] = [];
  #busy = false;
  /** How many came together lately. */
  #company = 0;
  #lastMs = Number.POSITIVE_INFINITY;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Resolves with what `work` returned once its transaction is committed and on the disk; not
   * `durable`: once it would survive the end of the process alone. When another piece of the group
   * fails, `work` is undone and run again by itself.
   */
  run<Value>(work: () => Value, { durable = true } = {}): Promise<Value> {
    const piece = new Waiting(work, durable);
    this.#waiting.push(piece);
    if (!this.#busy) {
      this.#busy = true;
      setImmediate(() => void this.#commitAll());
    }
    return piece.end;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather();
      const group = this.#waiting;
      this.#waiting = [];
      this.#company = Math.max(group.length, this.#company / 2);
      const began = performance.now();
      try {
        await this.#commit(group);
        this.#lastMs = performance.now() - began;
      } catch (error) {
        for (const piece of group) piece.fail(error);
      }
    }
    this.#busy = false;
  }

  async #gather(): Promise<void> {
    if (this.#company < 2) return;
    const latest = performance.now() + gatheringMs;
    let quiet = 0;
    while (quiet < quietTurns && performance.now() < latest) {
      const before = this.#waiting.length;
      await nextTurn();
      quiet = this.#waiting.length === before ? quiet + 1 : 0;
    }
  }

  async #commit(group: readonly Piece[]): Promise<void> {
    this.#write(group);
    const waits = (piece: Piece) => piece.durable && !piece.failed;
    for (const piece of group) if (!waits(piece)) piece.tell();
    const left = group.filter(waits);
    if (left.length === 0) return;
    if (group.length === 1 && this.#lastMs < quickMs) this.#store.flushNow();
    else await this.#store.flush();
    for (const piece of left) piece.tell();
  }

  #write(group: readonly Piece[]): void {
    if (group.length > 1 && this.#together(group)) return;
    for (const piece of group) {
      try {
        this.#store.relaxed(() => piece.run());
      } catch (error) {
        piece.fail(error);
      }
    }
  }

  /** False when one of them failed and took the others along: each by itself is told its own error. */
  #together(group: readonly Piece[]): boolean {
    try {
      this.#store.relaxed(() => {
        for (const piece of group) piece.run();
      });
      return true;
    } catch {
      return false;
    }
  }
}
