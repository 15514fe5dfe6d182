import type { Connection, FieldDef, Submittable } from 'pg';
import { DiwanError } from '../../lib/errors.ts';

/** A row as the server words it, a text or null a column. */
export type RawRow = readonly (string | null)[];

export interface RawResult {
  fields: readonly FieldDef[];
  /** The command's tag without its count, e.g. `SELECT`. */
  command: string;
}

/**
 * One statement by the extended protocol, which takes no second one, its rows handed on as they
 * come. It is described before it is executed: what has no columns (COPY, SET, LOCK, DO …) is no
 * query and never runs. Not by a portal with a row count: those run without parallel workers.
 */
export class StreamedQuery implements Submittable {
  readonly done: Promise<RawResult>;
  fields: readonly FieldDef[] = [];
  readonly #sql: string;
  readonly #onRow: (row: RawRow) => void;
  readonly #resolve: (result: RawResult) => void;
  readonly #reject: (error: unknown) => void;
  #command = '';
  /** Until the end was asked for. */
  #connection: Connection | null = null;
  #failure: { error: unknown } | null = null;

  constructor(sql: string, onRow: (row: RawRow) => void) {
    const { promise, resolve, reject } = Promise.withResolvers<RawResult>();
    this.#sql = sql;
    this.#onRow = onRow;
    this.done = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit = (connection: Connection): void => {
    connection.parse({ name: '', text: this.#sql, types: [] }, true);
    connection.bind({ values: [] }, true);
    connection.describe({ type: 'P', name: '' }, true);
    connection.flush();
    this.#connection = connection.once('noData', this.#refuse);
  };

  handleRowDescription(message: { fields: FieldDef[] }): void {
    this.fields = message.fields;
    this.#connection?.execute({}, true);
    this.#sync();
  }

  readonly #refuse = (): void => {
    const params = { reason: 'this statement is no query' };
    this.#failure = { error: new DiwanError('db_permission', { params }) };
    this.#sync();
  };

  /** Asks for the end once: a second answer would be taken for the next query's. */
  #sync(): void {
    this.#connection?.off('noData', this.#refuse).sync();
    this.#connection = null;
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    try {
      if (this.#failure === null) this.#onRow(message.fields);
    } catch (error) {
      this.#failure = { error }; // thrown here it would end the process
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.#command = message.text.replace(/[\s\d]+$/, '');
  }

  handleReadyForQuery(): void {
    if (this.#failure !== null) this.#reject(this.#failure.error);
    else this.#resolve({ fields: this.fields, command: this.#command });
  }

  handleError(error: unknown): void {
    this.#sync();
    this.#reject(error);
  }

  handleEmptyQuery(): void {
    // Its ReadyForQuery follows.
  }

  handlePortalSuspended(): void {
    // Comes only with a row count, which is never asked for.
  }

  handleCopyInResponse(connection: Connection): void {
    connection.stream.destroy(new Error('Connection terminated: COPY is no query'));
  }

  handleCopyData(): void {
    // COPY … TO STDOUT: nothing of it is kept.
  }
}
