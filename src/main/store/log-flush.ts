import { close, fdatasync, openSync } from 'node:fs';
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
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #broken: unknown = null;
  #closed = false;

  /** @param path of the database; the log lies beside it, made by the first write. */
  constructor(path: string) {
    this.#path = `${path}-wal`;
  }

  /**
   * Resolves when all that was committed before this call is on the disk; those who wait share one
   * sync. Rejects for good after one failure: the system may have dropped what it could not write.
   */
  flush(): Promise<void> {
    if (!this.#running) return this.#start();
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
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
    if (this.#broken) throw this.#broken;
    // The store's last act on closing is to write everything into the database, and sync that.
    if (this.#closed) return;
    try {
      this.#log ??= openSync(this.#path, 'r+');
      await sync(this.#log);
    } catch (error) {
      this.#broken = error;
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    const log = this.#log;
    if (log === null) return;
    const end = () => close(log);
    if (this.#running) this.#running.then(end, end);
    else end();
  }
}
