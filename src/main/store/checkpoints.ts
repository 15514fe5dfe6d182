import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DiwanError } from '../lib/errors.ts';

/** Transactions between two checkpoints: about a thousand pages of the log. */
const every = 100;

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
   * Resolves when none is under way. Who waits for it before writing on lets the log start anew:
   * SQLite does that only at a moment when all of it is copied.
   */
  async idle(): Promise<void> {
    await Atomics.waitAsync(this.#busy, 0, 1, closingMs).value;
  }

  #begin(): void {
    if (this.#since < every || Atomics.load(this.#busy, 0) === 1) return;
    this.#since = 0;
    Atomics.store(this.#busy, 0, 1);
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  #start(): Worker {
    const worker = new Worker(entry(), { workerData: { path: this.#path, busy: this.#busy } });
    worker.on('message', () => this.#begin());
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
