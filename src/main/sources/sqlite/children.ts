import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import { createSlots, type Slots } from '../slots.ts';
import type { End, Reply, Request } from './protocol.ts';

/** Statements at once; each keeps a core busy. */
const maxBusy = 4;
/** Kept when all is quiet: one to use, one to spare. */
const keptIdle = 2;
/** Starting one costs a hundred statements: those a busy time has started wait for the next. */
const quietMs = 60_000;
/** A statement that runs this long may have to be killed: time to start a spare. */
const spareAfterMs = 250;

/** Beside this file under source; in the bundle an entry of its own above the chunks. */
function entry(): string {
  const folder = import.meta.dirname;
  const places = [
    join(folder, 'child.ts'),
    join(folder, 'sqlite-child.js'),
    join(folder, '..', 'sqlite-child.js'),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new DiwanError('internal', { cause: new Error('no child entry') });
  return found;
}

/** Node by itself, and Electron's binary told to be Node; nothing of the environment is secret then. */
const startChild = (): ChildProcess =>
  fork(entry(), [], {
    execArgv: ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning'],
    env: { ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

/**
 * The child processes that read SQLite files, any child any file. While a long statement runs a
 * spare stands ready, so that killing one costs the next question nothing.
 */
export class Children implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #slots: Slots = createSlots(maxBusy);
  readonly #idle: ChildProcess[] = [];
  readonly #living = new Set<ChildProcess>();
  readonly #ended = new AbortController();
  #asked = 0;
  #shrinking = false;
  #forks: Promise<void> = Promise.resolve();

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
    this.#idle.push(this.#start());
  }

  /**
   * Hands the parts of the answer to `onPart`; kills the child when the signal aborts. A child that
   * was ended from outside while it stood idle is noticed only now: then another one is asked.
   */
  async ask(request: Request, signal: AbortSignal, onPart: (part: Reply) => void): Promise<End> {
    if (this.#ended.signal.aborted) throw new DiwanError('shutting_down');
    const stop = AbortSignal.any([signal, this.#ended.signal]);
    using _turn = await this.#slots.take(stop);
    stop.throwIfAborted();
    this.#asked += 1;
    let answered = false;
    const noting = (part: Reply) => {
      answered = true;
      onPart(part);
    };
    try {
      return await this.#askOne(await this.#reader(stop), request, stop, noting);
    } catch (error) {
      if (error !== readerGone || answered || stop.aborted) throw toGone(error);
      return await this.#askOne(this.#start(), request, stop, noting).catch((again: unknown) => {
        throw toGone(again);
      });
    }
  }

  /**
   * An idle one, else a new one: one a turn of the event loop, because the system holds the whole
   * process up while it forks.
   */
  async #reader(stop: AbortSignal): Promise<ChildProcess> {
    if (this.#idle.length === 0) {
      this.#forks = this.#forks.then(() => new Promise(setImmediate));
      await this.#forks;
      stop.throwIfAborted();
    }
    return this.#idle.pop() ?? this.#start();
  }

  async #askOne(
    child: ChildProcess,
    request: Request,
    stop: AbortSignal,
    onPart: (part: Reply) => void,
  ): Promise<End> {
    const done = new AbortController();
    this.#clock.sleep(spareAfterMs, AbortSignal.any([done.signal, this.#ended.signal])).then(
      () => this.#idle.length === 0 && this.#idle.push(this.#start()),
      () => undefined, // a short statement
    );
    try {
      return await converse(child, request, stop, onPart);
    } finally {
      done.abort(over);
      this.#giveBack(child);
    }
  }

  #start(): ChildProcess {
    const child = startChild();
    this.#living.add(child);
    child.once('exit', (code, signal) => {
      this.#living.delete(child);
      const at = this.#idle.indexOf(child);
      if (at !== -1) this.#idle.splice(at, 1);
      this.#log.debug({ code, signal }, 'a SQLite reader ended');
    });
    child.on('error', (error) => this.#log.warn({ error }, 'a SQLite reader failed'));
    return child;
  }

  #giveBack(child: ChildProcess): void {
    const alive = child.connected && !child.killed && this.#living.has(child);
    if (!alive || this.#ended.signal.aborted || this.#idle.length > maxBusy) {
      child.kill('SIGKILL');
      return;
    }
    this.#idle.push(child);
    if (this.#idle.length > keptIdle) this.#shrinkLater();
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
        else for (const child of this.#idle.splice(keptIdle)) child.kill('SIGKILL');
      },
      () => undefined, // all of them were ended
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort(new DiwanError('shutting_down'));
    const ends = [...this.#living].map(
      (child) => new Promise<void>((resolve) => child.once('exit', () => resolve())),
    );
    for (const child of this.#living) child.kill('SIGKILL');
    await Promise.all(ends);
  }
}

const isReply = (message: unknown): message is Reply =>
  typeof message === 'object' && message !== null && 'kind' in message;

function converse(
  child: ChildProcess,
  request: Request,
  signal: AbortSignal,
  onPart: (part: Reply) => void,
): Promise<End> {
  const { promise, resolve, reject } = Promise.withResolvers<End>();
  const kill = () => {
    child.kill('SIGKILL');
    reject(signal.reason);
  };
  const died = () => reject(readerGone);
  const hear = (message: unknown) => {
    if (!isReply(message)) return;
    if (message.kind === 'done') resolve(message.end);
    else if (message.kind === 'error') reject(toError(message));
    else onPart(message);
  };
  child.on('message', hear).once('exit', died).once('error', died);
  signal.addEventListener('abort', kill, { once: true });
  child.send(request, (error) => error && died());
  return promise.finally(() => {
    child.off('message', hear).off('exit', died).off('error', died);
    signal.removeEventListener('abort', kill);
  });
}

/** Made once: the platform's own reason costs as much as a statement. */
const over = new Error('the statement has ended');
/** Between here and `ask` only. */
const readerGone = new Error('the reading process ended');

const toGone = (error: unknown): unknown =>
  error === readerGone
    ? new DiwanError('db_engine_error', { params: { reason: readerGone.message } })
    : error;

const toError = ({ code, params, detail }: Extract<Reply, { kind: 'error' }>): DiwanError =>
  new DiwanError(code, { cause: new Error(detail), params });
