import type { Cell, Result, ResultColumn } from '../../../preload/contract/database.ts';
import { DiwanError } from '../../lib/errors.ts';
import { CappedRows } from '../capped-rows.ts';
import type { Limits } from '../source.ts';
import { cellType, toCell, valueBytes } from './cells.ts';
import type { Session } from './connect.ts';
import type { Metadata } from './driver.ts';
import { largestCell } from './exact.ts';
import { runStatement, type Sink } from './statement.ts';

type Part = Pick<Result, 'columns' | 'rows' | 'cut'>;

/** FOR JSON and FOR XML come as one column of this name, one text cut into rows. */
const documents: Readonly<Record<string, ResultColumn>> = {
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
  #document: ResultColumn | null = null;
  #rows: CappedRows<Cell[]>;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#rows = new CappedRows(limits, () => undefined);
  }

  columns(metadata: Metadata[]): void {
    // The guard lets one query through; two results mean that it was deceived.
    if (this.#metadata !== null) throw manyResults();
    this.#metadata = metadata;
    const [only] = metadata;
    this.#document = (metadata.length === 1 && only && documents[only.colName]) || null;
    // The pieces of a document are one row, however many they are.
    const maxRows = this.#document === null ? this.#limits.maxRows : Number.POSITIVE_INFINITY;
    this.#rows = new CappedRows({ ...this.#limits, maxRows }, () => undefined);
  }

  row(values: unknown[]): boolean {
    const bytes = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    this.#rows.add(bytes, () =>
      values.map((value, at) => {
        const column = this.#metadata?.[at];
        return column === undefined ? null : toCell(value, column);
      }),
    );
    return this.#rows.cut === null;
  }

  result(): Part {
    if (this.#metadata === null) throw noQuery();
    const { rows, cut } = this.#rows;
    if (this.#document !== null) {
      const text = rows.map(([piece]) => String(piece ?? '')).join('');
      return { columns: [this.#document], rows: rows.length === 0 ? [] : [[text]], cut };
    }
    const columns = this.#metadata.map((column, at) => ({
      // An expression without an alias has no name.
      name: column.colName || `column${at + 1}`,
      type: cellType(column),
    }));
    return { columns, rows, cut };
  }
}

/** A cell of the largest size may be the beginning of a larger one: no cap lets it through. */
function sizeOf(value: unknown): number {
  const bytes = valueBytes(value);
  const raw = typeof value === 'string' ? value.length * 2 : bytes / 2;
  return raw >= largestCell ? Number.POSITIVE_INFINITY : bytes;
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
