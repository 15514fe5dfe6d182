import type { Result } from '../../../preload/contract/database.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Limits } from '../source.ts';
import { cellType, toCell, valueBytes } from './cells.ts';
import type { Session } from './connect.ts';
import type { Metadata } from './driver.ts';
import { largestCell } from './exact.ts';
import { runStatement, type Sink } from './statement.ts';

type Part = Pick<Result, 'columns' | 'rows' | 'cut'>;

/** FOR JSON and FOR XML come as one column of this name, one text cut into rows. */
const documents: Readonly<Record<string, { name: string; type: 'json' | 'text' }>> = {
  'JSON_F52E2B61-18A1-11d1-B105-00805F49916B': { name: 'json', type: 'json' },
  'XML_F52E2B61-18A1-11d1-B105-00805F49916B': { name: 'xml', type: 'text' },
};

/** Runs one statement inside a transaction that is open, and reads until a cap is reached. */
export async function runQuery(
  session: Session,
  sql: string,
  limits: Limits,
  signal: AbortSignal,
): Promise<Part> {
  const reader = new ResultReader(limits);
  await runStatement(session, sql, reader, signal);
  return reader.result();
}

class ResultReader implements Sink {
  readonly #limits: Limits;
  #metadata: Metadata[] | null = null;
  readonly #rows: Result['rows'] = [];
  #bytes = 0;
  #cut: Result['cut'] = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  columns(metadata: Metadata[]): void {
    // The guard lets one query through; two results mean that it was deceived.
    if (this.#metadata !== null) throw manyResults();
    this.#metadata = metadata;
  }

  row(values: unknown[]): boolean {
    const sizes = values.map(valueBytes);
    this.#bytes += sizes.reduce((sum, size) => sum + size, 0);
    this.#cut = this.#reached(values);
    if (this.#cut !== null) return false;
    const metadata = this.#metadata ?? [];
    this.#rows.push(
      values.map((value, at) => {
        const column = metadata[at];
        return column === undefined ? null : toCell(value, column);
      }),
    );
    return true;
  }

  #reached(values: unknown[]): Result['cut'] {
    if (this.#document() === undefined && this.#rows.length >= this.#limits.maxRows) return 'rows';
    // A cell of the largest size may be the beginning of a larger one.
    const cut = this.#bytes > this.#limits.maxBytes || values.some(isCutCell);
    return cut ? 'bytes' : null;
  }

  #document() {
    const [only] = this.#metadata ?? [];
    return this.#metadata?.length === 1 && only ? documents[only.colName] : undefined;
  }

  result(): Part {
    if (this.#metadata === null) throw noQuery();
    const document = this.#document();
    if (document !== undefined) return this.#joined(document);
    const columns = this.#metadata.map((column, at) => ({
      // An expression without an alias has no name.
      name: column.colName || `column${at + 1}`,
      type: cellType(column),
    }));
    return { columns, rows: this.#rows, cut: this.#cut };
  }

  #joined(document: { name: string; type: 'json' | 'text' }): Part {
    const text = this.#rows.map(([part]) => String(part ?? '')).join('');
    const rows = this.#rows.length === 0 ? [] : [[text]];
    return { columns: [document], rows, cut: this.#cut };
  }
}

function isCutCell(value: unknown): boolean {
  if (typeof value === 'string') return value.length * 2 >= largestCell;
  return Buffer.isBuffer(value) && value.length >= largestCell;
}

/** A write, had the guard let it through; it is rolled back like everything. */
const noQuery = (): DiwanError =>
  new DiwanError('db_permission', {
    params: { reason: 'The statement is no query: it gave no columns.' },
  });

const manyResults = (): DiwanError =>
  new DiwanError('db_engine_error', {
    params: { reason: 'The statement gave more than one result; only one query may run.' },
  });
