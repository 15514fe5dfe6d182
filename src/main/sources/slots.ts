/** A limited number of something; who takes a slot disposes it when done. */
export interface Slots {
  /** Waits for its turn; rejects with the signal's reason when that aborts while waiting. */
  take(signal: AbortSignal): Promise<Disposable>;
  /** `closeIdle` is asked for room when none is left, and says whether it will give some. */
  onPressure(closeIdle: () => boolean): Disposable;
  /** Somebody waits: better to close what one no longer needs than to keep it. */
  readonly wanted: boolean;
}

interface Waiter {
  go(): void;
}

/** First come, first served. */
export function createSlots(limit: number): Slots {
  let used = 0;
  const waiting = new Set<Waiter>();
  const owners = new Set<() => boolean>();

  const release = () => {
    const [next] = waiting;
    if (next === undefined) used -= 1;
    else {
      waiting.delete(next);
      next.go();
    }
  };
  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const stop = () => {
        waiting.delete(waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        go: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      waiting.add(waiter);
      signal.addEventListener('abort', stop, { once: true });
    });

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (used < limit) used += 1;
      else {
        const turn = wait(signal);
        for (const closeIdle of owners) if (closeIdle()) break;
        await turn;
      }
      return once(release);
    },
    get wanted() {
      return waiting.size > 0;
    },
    onPressure(closeIdle) {
      owners.add(closeIdle);
      return once(() => owners.delete(closeIdle));
    },
  };
}

/** Disposing twice must not free a slot twice. */
function once(dispose: () => void): Disposable {
  let done = false;
  return {
    [Symbol.dispose]() {
      if (done) return;
      done = true;
      dispose();
    },
  };
}
