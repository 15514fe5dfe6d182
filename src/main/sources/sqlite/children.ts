import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import { Job } from './job.ts';
import type { End, Part, Request } from './protocol.ts';
import { Reader } from './reader.ts';

/** Statements at once; each keeps a core busy. */
const maxBusy = 4;
/** Kept when all is quiet: one to use, one to spare. */
const keptIdle = 2;
/** Starting one costs a hundred statements: those a busy time has started wait for the next. */
const quietMs = 60_000;
/** Requests that one is given together; most statements take a fraction of a millisecond. */
const together = 16;
/** A statement that runs this long is no quick one: nobody waits behind it. */
const quickMs = 5;
/** Who waits this long for a process to be free is worth another one. */
const lateMs = 20;
/** A statement that runs this long may have to be killed: time to start a spare. */
const spareAfterMs = 250;

/**
 * The child processes that read SQLite files, any child any file. While a long statement runs a
 * spare stands ready, so that killing one costs the next question nothing.
 */
export class Children implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #readers = new Set<Reader>();
  readonly #ended = new AbortController();
  readonly #open = new Set<Job>();
  #waiting: Job[] = [];
  #asked = 0;
  #dealing = false;
  #watching = false;
  #shrinking = false;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
    this.#start();
  }

  /**
   * Hands the parts of the answer to `onPart`; when the signal aborts, rejects with its reason and
   * kills the child that is at it. A child that was ended from outside is noticed by who asks it:
   * then another one is asked, once.
   */
  ask(request: Request, signal: AbortSignal, onPart: (part: Part) => void): Promise<End> {
    if (this.#ended.signal.aborted) return Promise.reject(new DiwanError('shutting_down'));
    if (signal.aborted) return Promise.reject(signal.reason);
    this.#asked += 1;
    const job = new Job(request, this.#clock.monotonic(), onPart);
    const stop = () => {
      job.reject(signal.reason);
      this.#forget(job);
    };
    signal.addEventListener('abort', stop, { once: true });
    this.#open.add(job);
    this.#waiting.push(job);
    this.#dealSoon();
    return job.end.finally(() => {
      this.#open.delete(job);
      signal.removeEventListener('abort', stop);
    });
  }

  #forget(job: Job): void {
    this.#waiting = this.#waiting.filter((one) => one !== job);
    for (const reader of this.#readers) reader.forget(job);
  }

  /** After this turn of the event loop: who asks in the same turn is dealt together. */
  #dealSoon(): void {
    if (this.#dealing) return;
    this.#dealing = true;
    setImmediate(() => {
      this.#dealing = false;
      if (!this.#ended.signal.aborted) this.#deal();
    });
  }

  #deal(): void {
    const slow = [...this.#readers].some((reader) => reader.silentMs() >= quickMs);
    const give = (reader: Reader) => reader.ask(this.#waiting.splice(0, slow ? 1 : together));
    for (const reader of this.#idle()) {
      if (this.#waiting.length === 0 || this.#busy() >= maxBusy) break;
      give(reader);
    }
    if (this.#wantsAnother()) {
      give(this.#start());
      // One a turn: the system holds the whole process up while it forks.
      this.#dealSoon();
    }
    if (this.#busy() > 0) void this.#watch();
  }

  #wantsAnother(): boolean {
    const [first] = this.#waiting;
    const busy = this.#busy();
    if (first === undefined || busy >= maxBusy) return false;
    return busy === 0 || this.#clock.monotonic() - first.since >= lateMs;
  }

  #busy(): number {
    return this.#readers.size - this.#idle().length;
  }

  /** Looks after those at work, as long as there are any. */
  async #watch(): Promise<void> {
    if (this.#watching) return;
    this.#watching = true;
    while (this.#busy() > 0 && !this.#ended.signal.aborted) {
      await this.#clock.sleep(quickMs, this.#ended.signal).catch(() => undefined);
      for (const reader of this.#readers) this.#lookAfter(reader);
      if (this.#waiting.length > 0) this.#dealSoon();
    }
    this.#watching = false;
  }

  #lookAfter(reader: Reader): void {
    const silentMs = reader.silentMs();
    if (silentMs < quickMs) return;
    this.#waiting.unshift(...reader.takeBack());
    if (silentMs < spareAfterMs) return;
    if (reader.idles) reader.kill();
    if (this.#busy() === this.#readers.size) this.#start();
  }

  #start(): Reader {
    const reader: Reader = new Reader(() => this.#clock.monotonic(), {
      rested: () => this.#rested(),
      gone: (current, behind) => this.#gone(reader, current, behind),
    });
    this.#readers.add(reader);
    return reader;
  }

  #gone(reader: Reader, current: Job | null, behind: Job[]): void {
    this.#readers.delete(reader);
    this.#log.debug({ asked: behind.length }, 'a SQLite reader ended');
    if (this.#ended.signal.aborted) return;
    this.#waiting.unshift(...behind);
    // By a new one: others may be gone as well.
    if (current?.lost()) this.#start().ask([current]);
    this.#dealSoon();
  }

  #rested(): void {
    if (this.#waiting.length > 0) this.#dealSoon();
    else if (this.#readers.size > keptIdle) this.#shrinkLater();
  }

  /** Ends those beyond the few that are kept, once nobody has asked for a while. */
  #shrinkLater(): void {
    if (this.#shrinking) return;
    this.#shrinking = true;
    const asked = this.#asked;
    this.#clock.sleep(quietMs, this.#ended.signal).then(
      () => {
        this.#shrinking = false;
        if (this.#asked !== asked) this.#shrinkLater();
        else for (const reader of this.#idle().slice(keptIdle)) reader.kill();
      },
      () => undefined, // all of them were ended
    );
  }

  #idle(): Reader[] {
    return [...this.#readers].filter((reader) => !reader.busy);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const reason = new DiwanError('shutting_down');
    this.#ended.abort(reason);
    for (const job of this.#open) job.reject(reason);
    const readers = [...this.#readers];
    for (const reader of readers) reader.kill();
    await Promise.all(readers.map((reader) => reader.exited()));
  }
}
