export interface Semaphore {
  /** Runs the work when a place is free, first come first served. An abort leaves the queue. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly running: number;
  readonly waiting: number;
}

/** At most `places` pieces of work at once. Rejects with the signal's reason while still waiting. */
export function createSemaphore(places: number): Semaphore {
  const queue = new Set<() => void>();
  let running = 0;

  const enter = (signal: AbortSignal): Promise<void> | undefined => {
    signal.throwIfAborted();
    if (running < places) {
      running++;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.add(go);
    });
  };

  // The place passes straight to the next in line, so `running` stays as it is.
  const exit = () => {
    const [next] = queue;
    if (next === undefined) running--;
    else {
      queue.delete(next);
      next();
    }
  };

  return {
    async run(work, signal) {
      await enter(signal);
      try {
        return await work();
      } finally {
        exit();
      }
    },
    get running() {
      return running;
    },
    get waiting() {
      return queue.size;
    },
  };
}
