import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Cell, Result, Schema, Table } from '../../../preload/contract/database.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { patience, withDeadline } from '../deadline.ts';
import type { CheckedSql, GrantReport, Limits, Reach, Source } from '../source.ts';
import type { Children } from './children.ts';
import type { End, Part, Request } from './protocol.ts';
import { fileReport } from './report.ts';

type Work = Request['work'];

/** One SQLite file. It is opened anew for each request, so that a replaced file is seen at once. */
export class SqliteSource implements Source {
  readonly dialect = 'sqlite';
  readonly #path: string;
  readonly #reach: Reach;
  readonly #children: Children;
  readonly #clock: Clock;

  constructor(path: string, reach: Reach, children: Children, clock: Clock) {
    this.#path = path;
    this.#reach = reach;
    this.#children = children;
    this.#clock = clock;
  }

  async test(signal: AbortSignal): Promise<{ engine: string }> {
    const request = { work: 'test', path: this.#file() } as const;
    return { engine: await this.#ask(request, patience.test, signal).then(engineOf) };
  }

  async introspect(signal: AbortSignal): Promise<Schema> {
    const tables: Table[] = [];
    const request = { work: 'introspect', path: this.#file() } as const;
    const end = await this.#ask(request, patience.introspect, signal, (part) => {
      if (part.kind === 'tables') tables.push(...part.tables);
    });
    return { dialect: 'sqlite', engine: engineOf(end), tables, takenAt: isoTime(this.#clock) };
  }

  async run(sql: CheckedSql, limits: Limits, signal: AbortSignal): Promise<Result> {
    const began = this.#clock.monotonic();
    const rows: Cell[][] = [];
    const { maxRows, maxBytes } = limits;
    const request = { work: 'run', path: this.#file(), sql, maxRows, maxBytes } as const;
    const end = await this.#ask(request, limits.timeoutMs, signal, (part) => {
      if (part.kind === 'rows') rows.push(...part.rows);
    });
    if (end.work !== 'run') throw unexpected(end.work);
    rows.push(...end.rows);
    const elapsedMs = this.#clock.monotonic() - began;
    return { columns: end.columns, rows, cut: end.cut, elapsedMs };
  }

  async audit(signal: AbortSignal): Promise<GrantReport> {
    const path = this.#file();
    const end = await this.#ask({ work: 'audit', path }, patience.audit, signal);
    if (end.work !== 'audit') throw unexpected(end.work);
    return fileReport(path, end, isoTime(this.#clock));
  }

  async close(): Promise<void> {
    // Nothing stays open between requests.
  }

  #ask(
    request: Request,
    timeoutMs: number,
    signal: AbortSignal,
    onPart: (part: Part) => void = () => undefined,
  ): Promise<End> {
    return withDeadline(this.#clock, timeoutMs, signal, (stop) =>
      this.#children.ask(request, stop, onPart),
    );
  }

  /** SQLAlchemy writes a relative path like an absolute one: `sqlite:///shop.db`. */
  #file(): string {
    if (this.#reach !== 'anywhere')
      throw new DiwanError('db_host_forbidden', { params: { host: this.#path } });
    const relative = this.#path.replace(/^\/+/, '');
    return resolve(!existsSync(this.#path) && existsSync(relative) ? relative : this.#path);
  }
}

function engineOf(end: End): string {
  if (end.work === 'test' || end.work === 'introspect') return end.engine;
  throw unexpected(end.work);
}

const unexpected = (work: Work): DiwanError =>
  new DiwanError('internal', { cause: new Error(`unexpected answer: ${work}`) });
