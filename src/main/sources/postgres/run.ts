import type { Result } from '../../../preload/contract/database.ts';
import type { Job } from '../pooled-source.ts';
import type { CheckedSql, EngineTools, Limits } from '../source.ts';
import { cellType, toCell } from './cells.ts';
import type { PgConnection, PgDriver } from './connect.ts';
import { type RawResult, type RawRow, StreamedQuery } from './query.ts';
import { inTransaction, type Transaction } from './transaction.ts';

const rowBytes = (row: RawRow): number =>
  row.reduce((sum, text) => sum + (text === null ? 4 : Buffer.byteLength(text)), 0);

/** Keeps rows until a cap is reached; from then on it wants no more. */
class Collector {
  readonly rows: RawRow[] = [];
  cut: Result['cut'] = null;
  readonly #limits: Limits;
  readonly #full: () => void;
  #bytes = 0;

  constructor(limits: Limits, full: () => void) {
    this.#limits = limits;
    this.#full = full;
  }

  add(row: RawRow): void {
    if (this.cut !== null) return;
    this.#bytes += rowBytes(row);
    if (this.rows.length >= this.#limits.maxRows) this.cut = 'rows';
    else if (this.#bytes > this.#limits.maxBytes) this.cut = 'bytes';
    else this.rows.push(row);
    if (this.cut !== null) this.#full();
  }
}

export function runQuery(
  job: Job<PgConnection>,
  driver: PgDriver,
  tools: EngineTools,
  sql: CheckedSql,
  limits: Limits,
): Promise<Omit<Result, 'elapsedMs'>> {
  return inTransaction(job, driver, tools, async (transaction) => {
    const { rows, cut, fields, command } = await stream(transaction, sql, limits);
    const { client } = transaction.connection;
    // Only queries leave a session as it was; anything else that came through ends it.
    if (command !== 'SELECT' || client.getTransactionStatus() === 'I') job.lease.drop();
    return {
      columns: fields.map(({ name, dataTypeID }) => ({ name, type: cellType(dataTypeID) })),
      rows: rows.map((row) => row.map((text, at) => toCell(fields[at]?.dataTypeID ?? 0, text))),
      cut,
    };
  });
}

/** When a cap is reached the socket is not read until the server has been told to stop. */
async function stream(
  transaction: Transaction,
  sql: string,
  limits: Limits,
): Promise<RawResult & Pick<Collector, 'rows' | 'cut'>> {
  const { client, socket } = transaction.connection;
  let stopping: Promise<void> | null = null;
  const collector = new Collector(limits, () => {
    socket.pause();
    stopping = transaction.cancel().finally(() => socket.resume());
  });
  const query = new StreamedQuery(sql, (row) => collector.add(row));
  try {
    const { fields, command } = await client.query(query).done;
    return { fields, command, rows: collector.rows, cut: collector.cut };
  } catch (error) {
    if (collector.cut === null) throw error;
    return { fields: query.fields, command: 'SELECT', rows: collector.rows, cut: collector.cut };
  } finally {
    await stopping;
  }
}
