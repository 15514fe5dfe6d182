import type { SQLOutputValue } from 'node:sqlite';
import type { Cell } from '../../../preload/contract/database.ts';
import { cellBytes, cellType, toCell } from './cells.ts';
import type { End, Request } from './protocol.ts';
import type { ReadFile } from './read-files.ts';

/** So large that few messages are needed, so small that reading one never holds the appliance. */
const batchBytes = 128 * 1024;

/**
 * Runs one query, handing rows on in batches until a cap is reached; the last of them come with
 * the end. In the child process.
 */
export function runQuery(
  file: ReadFile,
  request: Extract<Request, { work: 'run' }>,
  send: (rows: Cell[][]) => void,
): End {
  const statement = file.prepare(request.sql);
  const seen: SQLOutputValue[] = [];
  const batch = new Batches(send);
  const cut = readRows(statement.iterate(), request, (row, bytes) => {
    row.forEach((value, at) => {
      seen[at] ??= value;
    });
    batch.add(row.map(toCell), bytes);
  });
  const columns = statement
    .columns()
    .map(({ name, type }, at) => ({ name, type: cellType(type, seen[at]) }));
  return { work: 'run', columns, rows: batch.rest(), cut };
}

function readRows(
  rows: Iterable<unknown>,
  caps: { maxRows: number; maxBytes: number },
  take: (row: SQLOutputValue[], bytes: number) => void,
): 'rows' | 'bytes' | null {
  let count = 0;
  let total = 0;
  for (const row of rows) {
    // setReturnArrays makes arrays of what the types call objects.
    if (!Array.isArray(row)) continue;
    const values: SQLOutputValue[] = row;
    const bytes = values.reduce<number>((sum, value) => sum + cellBytes(value), 0);
    count += 1;
    total += bytes;
    if (count > caps.maxRows) return 'rows';
    if (total > caps.maxBytes) return 'bytes';
    take(values, bytes);
  }
  return null;
}

class Batches {
  readonly #send: (rows: Cell[][]) => void;
  #rows: Cell[][] = [];
  #bytes = 0;

  constructor(send: (rows: Cell[][]) => void) {
    this.#send = send;
  }

  add(row: Cell[], bytes: number): void {
    this.#rows.push(row);
    this.#bytes += bytes;
    if (this.#bytes < batchBytes) return;
    this.#send(this.#rows);
    this.#rows = [];
    this.#bytes = 0;
  }

  /** What was not sent. */
  rest(): Cell[][] {
    return this.#rows;
  }
}
