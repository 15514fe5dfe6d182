import type { Events } from './events.ts';

/** One call of a Bot API method, as it came and as it ended. */
export interface Call {
  readonly method: string;
  /** Files appear as `{file, size, type}`. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly chat: number | null;
  /** Milliseconds since 1970 by the stand-in's clock. */
  readonly at: number;
  ok: boolean | null;
  /** HTTP status; null while under way, 0 when the connection was dropped. */
  status: number | null;
  result: unknown;
}

/** The last calls in order; getUpdates is counted only, or it would drown the others. */
export class CallLog {
  readonly #calls: Call[] = [];
  readonly #events: Events;
  readonly #keep: number;
  polls = 0;
  total = 0;

  constructor(events: Events, keep: number) {
    this.#events = events;
    this.#keep = keep;
  }

  begin(call: Call): void {
    if (call.method === 'getUpdates') {
      this.polls += 1;
      return;
    }
    this.total += 1;
    this.#calls.push(call);
    if (this.#calls.length > this.#keep) this.#calls.splice(0, Math.ceil(this.#keep / 10));
  }

  end(call: Call, status: number, result: unknown): void {
    call.status = status;
    call.ok = status === 200;
    call.result = result;
    if (call.method !== 'getUpdates') this.#events.emit({ what: 'call', call });
  }

  list(method?: string): readonly Call[] {
    return method === undefined
      ? [...this.#calls]
      : this.#calls.filter((call) => call.method === method);
  }

  clear(): void {
    this.#calls.length = 0;
  }
}
