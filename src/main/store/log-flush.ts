import { close, closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/**
 * Forces a store's write-ahead log to the disk, off the main thread. A commit is durable once its
 * frames in that log are (https://www.sqlite.org/wal.html); SQLite itself would wait for the disk
 * in the middle of the event loop.
 */
export class LogFlush implements Disposable {
  readonly #path: string;
  #log: number | null = null;
  /** The system tells each opener of a file once what it could not write. */
  #logNow: number | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  readonly #mend: () => void;
  #broken = false;
  #closed = false;

  /**
   * @param path of the database; the log lies beside it, made by the first write.
   * @param mend brings all that was committed to the disk by another way; throws where it cannot.
   */
  constructor(path: string, mend: () => void) {
    this.#path = `${path}-wal`;
    this.#mend = mend;
  }

  /** A sync has failed, and none has come after it that made up for it. */
  get broken(): boolean {
    return this.#broken;
  }

  /**
   * Resolves when all that was committed before this call is on the disk; those who wait share one
   * sync. After a failure the next one mends first: the system may have dropped from its memory of
   * the log what it could not write, and would say no more of it (https://lwn.net/Articles/752063/).
   */
  flush(): Promise<void> {
    if (!this.#running) return this.#start();
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  /** The same on the spot: the event loop waits for the disk. Throws where `flush` rejects. */
  flushNow(): void {
    this.#logNow ??= openSync(this.#path, 'r+');
    try {
      if (this.#broken) this.#mend();
      fdatasyncSync(this.#logNow);
      this.#broken = false;
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  #start(): Promise<void> {
    this.#next = null;
    const running = this.#sync().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #sync(): Promise<void> {
    // The store's last act on closing is to write everything into the database, and sync that.
    if (this.#closed) return;
    this.#log ??= openSync(this.#path, 'r+');
    try {
      if (this.#broken) this.#mend();
      await sync(this.#log);
      this.#broken = false;
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    if (this.#logNow !== null) closeSync(this.#logNow);
    const log = this.#log;
    if (log === null) return;
    const end = () => close(log);
    if (this.#running) this.#running.then(end, end);
    else end();
  }
}
