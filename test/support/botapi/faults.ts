import type { Call } from './calls.ts';
import { Failure, tooMany } from './failure.ts';

/** What goes wrong with a call; pick one, or `slow` beside another. */
export interface Fault {
  /** Answered instead of doing it. */
  failure?: Failure;
  /** Closes the connection without an answer, before or after the call took effect. */
  drop?: 'before' | 'after';
  /** Milliseconds before anything happens, by the stand-in's clock. */
  slow?: number;
}

export interface FaultOptions {
  /** How often it strikes; default once. */
  times?: number;
  chat?: number;
  when?: (call: Call) => boolean;
}

export interface InjectedFault {
  readonly strikes: number;
  remove(): void;
}

/** Faults as Telegram words them. */
export const faults = {
  tooMany: (seconds: number): Fault => ({ failure: tooMany(seconds) }),
  blocked: (): Fault => ({ failure: new Failure(403, 'Forbidden: bot was blocked by the user') }),
  deactivated: (): Fault => ({ failure: new Failure(403, 'Forbidden: user is deactivated') }),
  chatNotFound: (): Fault => ({ failure: new Failure(400, 'Bad Request: chat not found') }),
  server: (code: 500 | 502 | 503 | 504 = 502): Fault => ({
    failure: new Failure(code, code === 502 ? 'Bad Gateway' : 'Internal Server Error'),
  }),
  error: (code: number, description: string): Fault => ({
    failure: new Failure(code, description),
  }),
  drop: (when: 'before' | 'after' = 'before'): Fault => ({ drop: when }),
  slow: (ms: number): Fault => ({ slow: ms }),
} as const;

interface Armed {
  readonly method: string;
  readonly fault: Fault;
  readonly options: FaultOptions;
  left: number;
  strikes: number;
}

/** Armed faults; the first that fits a call strikes. */
export class FaultBox {
  #armed: Armed[] = [];

  /** `method` by its exact name, or `*` for all but getUpdates. */
  arm(method: string, fault: Fault, options: FaultOptions = {}): InjectedFault {
    const armed: Armed = { method, fault, options, left: options.times ?? 1, strikes: 0 };
    this.#armed.push(armed);
    return {
      get strikes() {
        return armed.strikes;
      },
      remove: () => {
        armed.left = 0;
      },
    };
  }

  strike(call: Call): Fault | null {
    this.#armed = this.#armed.filter(({ left }) => left > 0);
    const armed = this.#armed.find((candidate) => fits(candidate, call));
    if (!armed) return null;
    armed.left -= 1;
    armed.strikes += 1;
    return armed.fault;
  }
}

function fits({ method, options }: Armed, call: Call): boolean {
  const named = method === '*' ? call.method !== 'getUpdates' : method === call.method;
  const there = options.chat === undefined || options.chat === call.chat;
  return named && there && (options.when?.(call) ?? true);
}
