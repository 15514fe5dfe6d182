import { type Clock, systemClock } from '../../src/main/lib/clock.ts';

interface Sleeper {
  at: number;
  wake: () => void;
}

export interface TestClock extends Clock {
  /** Lets time pass and wakes whom it is time for. */
  advance(ms: number): void;
  /** The sleeps below `skipBelow`, in order: what a back-off really waited. */
  readonly slept: number[];
}

export interface TestClockOptions {
  start?: number;
  /** Sleeps shorter than this take no real time: the clock jumps. Longer ones wait for `advance`. */
  skipBelow?: number;
}

/** Time that moves only when told to, or by sleeps that are skipped. */
export function createTestClock(options: TestClockOptions = {}): TestClock {
  const { start = Date.UTC(2026, 0, 15, 9), skipBelow = 0 } = options;
  const sleepers = new Set<Sleeper>();
  const slept: number[] = [];
  let passed = 0;

  const advance = (ms: number) => {
    passed += ms;
    for (const sleeper of sleepers) if (sleeper.at <= passed) sleeper.wake();
  };

  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = () => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { at: passed + ms, wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
      if (ms >= skipBelow) return;
      slept.push(ms);
      advance(ms);
    });

  const after = (ms: number, then: () => void): Disposable => {
    const wake = () => {
      sleepers.delete(sleeper);
      then();
    };
    const sleeper = { at: passed + ms, wake };
    sleepers.add(sleeper);
    return { [Symbol.dispose]: () => void sleepers.delete(sleeper) };
  };

  return { now: () => start + passed, monotonic: () => passed, sleep, after, advance, slept };
}

/** The real clock, on which a while can pass at once for whatever measures time. */
export function createPassingClock(): Clock & { pass(ms: number): void } {
  let passed = 0;
  return {
    ...systemClock,
    monotonic: () => systemClock.monotonic() + passed,
    pass: (ms) => {
      passed += ms;
    },
  };
}
