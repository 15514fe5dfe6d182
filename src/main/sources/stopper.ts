import { withDeadline } from './deadline.ts';
import type { Job } from './pooled-source.ts';
import type { EngineTools } from './source.ts';

/** How an engine ends what one of its connections is doing. */
export interface Stopping {
  /** Asks the server to end the running statement, by a second connection as the first is busy. */
  ask(signal: AbortSignal): Promise<void>;
  /** Ends the connection itself. */
  cutOff(): void;
  /** False as long as the server could not be told what to end. */
  ready(): boolean;
}

/** A server that does not answer within this is cut off. */
const patienceMs = 2_000;

/**
 * Ends a session's statement at the server, once, when the job's signal aborts or on demand; the
 * connection stays usable unless the server does not obey.
 */
export class Stopper {
  readonly #tools: EngineTools;
  readonly #how: Stopping;
  readonly #listening = new AbortController();
  readonly #over = new AbortController();
  #asked: Promise<void> | null = null;

  constructor(job: Job<unknown>, tools: EngineTools, how: Stopping) {
    this.#tools = tools;
    this.#how = how;
    const { signal } = this.#listening;
    job.signal.addEventListener('abort', () => void this.#interrupt(), { once: true, signal });
  }

  /** Settles when the server has been told, or the connection is cut off. It never rejects. */
  stop(): Promise<void> {
    this.#asked ??= this.#ask();
    return this.#asked;
  }

  /** What was asked of the server, if anything: until it settles it could hit the next statement. */
  get asked(): Promise<void> | null {
    return this.#asked;
  }

  /** Runs what leaves the session clean; too slow a server is cut off. */
  async end(clean: () => Promise<void>): Promise<void> {
    this.#listening.abort();
    this.#cutOffUnlessOver();
    try {
      await clean();
    } finally {
      this.#over.abort();
    }
  }

  async #interrupt(): Promise<void> {
    this.#cutOffUnlessOver();
    if (this.#how.ready()) await this.stop();
    else this.#how.cutOff();
  }

  async #ask(): Promise<void> {
    const never = new AbortController().signal;
    await withDeadline(this.#tools.clock, patienceMs, never, async (signal) => {
      using _slot = await this.#tools.slots.cancel.take(signal);
      await this.#how.ask(signal);
    }).catch((error: unknown) => {
      this.#tools.log.warn({ error }, 'a query could not be stopped at the server');
      this.#how.cutOff();
    });
  }

  #cutOffUnlessOver(): void {
    this.#tools.clock.sleep(patienceMs, this.#over.signal).then(
      () => this.#how.cutOff(),
      () => undefined, // it ended in time
    );
  }
}

/** What an engine wraps around its statements. */
export interface EngineSession {
  begin(): Promise<void>;
  /** Cleans the session; rejects when it cannot be used again. */
  end(): Promise<void>;
  explain(error: unknown): Error;
}

/**
 * Runs `work` in a session. It is ended behind the answer's back, or before it where the
 * connection is needed once more.
 */
export async function runSession<Session extends EngineSession, Value>(
  job: Job<unknown>,
  session: Session,
  work: (session: Session) => Promise<Value>,
  after: 'behind' | 'before',
): Promise<Value> {
  try {
    await session.begin();
    return await work(session);
  } catch (error) {
    throw session.explain(error);
  } finally {
    const end = session.end();
    job.lease.tidy(end);
    if (after === 'before') await end;
  }
}
