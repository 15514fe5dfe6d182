import type { Result } from '../../../preload/contract/database.ts';
import { CappedRows } from '../capped-rows.ts';
import type { Job } from '../pooled-source.ts';
import type { CheckedSql, EngineTools, Limits } from '../source.ts';
import { cellType, toCell } from './cells.ts';
import type { PgConnection, PgDriver } from './connect.ts';
import { type RawResult, type RawRow, StreamedQuery } from './query.ts';
import { inTransaction, type Transaction } from './transaction.ts';

const rowBytes = (row: RawRow): number =>
  row.reduce((sum, text) => sum + (text === null ? 4 : Buffer.byteLength(text)), 0);

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

/** When a cap is reached the answer is known: the statement is stopped behind it. */
async function stream(
  transaction: Transaction,
  sql: string,
  limits: Limits,
): Promise<RawResult & Pick<CappedRows<RawRow>, 'rows' | 'cut'>> {
  const full = Promise.withResolvers<null>();
  const kept = new CappedRows<RawRow>(limits, () => full.resolve(null));
  const query = new StreamedQuery(sql, (row) => kept.add(rowBytes(row), () => row));
  transaction.connection.client.query(query);
  const ended = await Promise.race([full.promise, query.done]);
  if (ended === null) transaction.abandon(query.done);
  const { fields, command } = ended ?? { fields: query.fields, command: 'SELECT' };
  return { fields, command, rows: kept.rows, cut: kept.cut };
}
