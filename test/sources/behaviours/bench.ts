import { systemClock } from '../../../src/main/lib/clock.ts';
import { createLog } from '../../../src/main/lib/log.ts';
import { parseConnectionString } from '../../../src/main/sources/connection-string.ts';
import type { CheckedSql, Limits, Reach, Source } from '../../../src/main/sources/source.ts';
import { createSources, type Sources } from '../../../src/main/sources/sources.ts';
import type { Result } from '../../../src/preload/contract/database.ts';
import type { EngineUnderTest, RunningEngine, RunningServer } from './engine.ts';

export const limits: Limits = { timeoutMs: 20_000, maxRows: 1_000, maxBytes: 4_000_000 };

export const anytime = (): AbortSignal => new AbortController().signal;

/** What only the guard may do: these tests ask the server itself to refuse. */
export const forged = (sql: string): CheckedSql => sql as CheckedSql;

/** An engine running, and Diwan's own way into it. */
export class Bench {
  readonly engine: EngineUnderTest;
  /** What Diwan logged, to look for secrets in. */
  log = '';
  #running: RunningEngine | null = null;
  #sources: Sources | null = null;
  #opened = 0;

  constructor(engine: EngineUnderTest) {
    this.engine = engine;
  }

  async start(): Promise<void> {
    this.#running = await this.engine.start();
    const log = createLog('debug', {
      write: (line: string) => {
        this.log += line;
      },
    });
    this.#sources = createSources({ clock: systemClock, log });
  }

  async stop(): Promise<void> {
    await this.#sources?.[Symbol.asyncDispose]();
    await this.#running?.[Symbol.asyncDispose]();
  }

  get running(): RunningEngine {
    if (this.#running === null) throw new Error('the engine is not started');
    return this.#running;
  }

  get server(): RunningServer {
    const { server } = this.running;
    if (server === null) throw new Error('a file has no server');
    return server;
  }

  /** A source of its own; closed with the bench. */
  open(connection = this.running.connection, reach: Reach = 'anywhere'): Promise<Source> {
    if (this.#sources === null) throw new Error('the bench is not started');
    this.#opened += 1;
    return this.#sources.open(this.#opened, parseConnectionString(connection), reach);
  }

  /** One query on a source that all of them share. */
  async run(sql: string, change: Partial<Limits> = {}, signal = anytime()): Promise<Result> {
    if (this.#sources === null) throw new Error('the bench is not started');
    const target = parseConnectionString(this.running.connection);
    const source = await this.#sources.open('shared', target, 'anywhere');
    return source.run(forged(sql), { ...limits, ...change }, signal);
  }

  async cells(sql: string): Promise<Result['rows']> {
    return (await this.run(sql)).rows;
  }
}
