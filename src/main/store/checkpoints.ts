import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { DiwanError } from '../lib/errors.ts';

/** Transactions between two checkpoints: the log keeps a length that the disk need not extend. */
const every = 100;

/** Pages of a log that never came to its end because writers went on: they wait for it then. */
const pagesAtRest = 4_000;

/** As the thread tells it: the log's pages, as far as it was copied. */
const Copied = z.object({ log: z.number() });

/** How long closing waits for a checkpoint under way; longer is a disk that hangs. */
const closingMs = 10_000;

/**
 * Copies a store's log back into its database now and then, in a thread of its own: SQLite would
 * do it within a commit, and hold the event loop for two syncs of the disk. The thread is started
 * with the first checkpoint.
 */
export class Checkpoints implements Disposable {
  readonly #path: string;
  readonly #onFailure: () => void;
  readonly #busy = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  #since = 0;
  #behind = false;

  /** @param onFailure the thread ended by an error: from now on somebody else must do it. */
  constructor(path: string, onFailure: () => void) {
    this.#path = path;
    this.#onFailure = onFailure;
  }

  /** To be told of each transaction. */
  committed(): void {
    this.#since += 1;
    this.#begin();
  }

  /**
   * Lets a log that has grown long start anew: SQLite does that only at a moment when all of it is
   * copied, so that who writes must wait for the checkpoint under way. Else resolves at once.
   */
  async catchUp(): Promise<void> {
    if (!this.#behind) return;
    const wait = Atomics.waitAsync(this.#busy, 0, 1, closingMs);
    if (!wait.async) return;
    // A process that has nothing else to do must not end in the middle.
    this.#worker?.ref();
    await wait.value;
    this.#worker?.unref();
  }

  #begin(): void {
    if (this.#since < every || Atomics.load(this.#busy, 0) === 1) return;
    this.#since = 0;
    Atomics.store(this.#busy, 0, 1);
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  /** A long log is copied once more at once, and that time the writers wait. */
  #copied({ log }: z.infer<typeof Copied>): void {
    this.#behind = !this.#behind && log > pagesAtRest;
    if (this.#behind) this.#since = every;
    this.#begin();
  }

  #start(): Worker {
    const worker = new Worker(entry(), { workerData: { path: this.#path, busy: this.#busy } });
    worker.on('message', (message) => this.#copied(Copied.parse(message)));
    worker.once('error', () => {
      Atomics.store(this.#busy, 0, 0);
      Atomics.notify(this.#busy, 0);
      this.#onFailure();
    });
    worker.unref();
    return worker;
  }

  /** The file must be ours alone again when a store counts as closed. */
  [Symbol.dispose](): void {
    if (!this.#worker) return;
    Atomics.wait(this.#busy, 0, 1, closingMs);
    void this.#worker.terminate();
  }
}

/** Beside this file under source; in the bundle an entry of its own above the chunks. */
function entry(): string {
  const names = ['checkpoint-worker.ts', 'checkpoint-worker.js', '../checkpoint-worker.js'];
  const found = names.map((name) => join(import.meta.dirname, name)).find(existsSync);
  if (!found) throw new DiwanError('internal', { cause: new Error('no entry for checkpoints') });
  return found;
}
