/** Writes what statements gave as tokens, statement by statement, until done or interrupted. */
import type { Answer, AnswerContext } from './answers.ts';
import type { Outcome } from './engine.ts';
import type { MessageWriter } from './packet.ts';
import {
  type DoneKind,
  doneToken,
  errorToken,
  returnStatusToken,
  type SqlError,
} from './tokens.ts';
import { resultShape } from './types.ts';
import type { Column, TdsValue } from './values.ts';

/** `batch` answers with DONE, `procedure` (sp_executesql) with DONEINPROC and DONEPROC. */
export class Responder {
  readonly #writer: MessageWriter;
  readonly #inner: DoneKind;
  readonly #signal: AbortSignal;

  constructor(writer: MessageWriter, kind: 'batch' | 'procedure', signal: AbortSignal) {
    this.#writer = writer;
    this.#inner = kind === 'batch' ? 'done' : 'inProc';
    this.#signal = signal;
  }

  token(bytes: Buffer): Promise<void> {
    return this.#writer.write(bytes);
  }

  async outcome(outcome: Outcome | null, more: boolean): Promise<void> {
    if (outcome === null) return this.done({ more });
    if ('count' in outcome) return this.done({ more, count: outcome.count });
    const count = await this.rows(outcome.rows.columns, outcome.rows.rows);
    if (!this.#signal.aborted) await this.done({ more, count });
  }

  /** How many rows went out; stops at the first row after an attention. */
  async rows(columns: readonly Column[], rows: Iterable<readonly TdsValue[]>): Promise<number> {
    const shape = resultShape(columns);
    await this.#writer.write(shape.metadata);
    let count = 0;
    for (const row of rows) {
      if (this.#signal.aborted) break;
      await this.#writer.write(shape.row(row));
      count += 1;
    }
    return count;
  }

  async answer(answer: Answer, context: AnswerContext, more: boolean): Promise<void> {
    const { columns, rows = [] } = answer;
    const source = typeof rows === 'function' ? rows(context) : rows;
    const count = columns === undefined ? 0 : await this.rows(columns, source);
    if (answer.runaway) await aborted(this.#signal);
    if (!this.#signal.aborted) await this.done({ more, count });
  }

  done(status: { more: boolean; count?: number }): Promise<void> {
    // Inside a procedure more always follows: its own end.
    const more = status.more || this.#inner === 'inProc';
    return this.#writer.write(doneToken(this.#inner, { ...status, more }));
  }

  async end(error: SqlError | null): Promise<void> {
    const failed = error !== null || this.#signal.aborted;
    const parts = error === null ? [] : [errorToken(error)];
    if (this.#inner === 'inProc') {
      parts.push(returnStatusToken(error?.number ?? 0), doneToken('proc', { error: failed }));
    } else if (failed) {
      parts.push(doneToken('done', { error: true }));
    }
    await this.#writer.end(Buffer.concat(parts));
  }
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
