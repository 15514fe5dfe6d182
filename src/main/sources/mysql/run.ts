import type { FieldPacket } from 'mysql2';
import type { Cell, Result } from '../../../preload/contract/database.ts';
import { CappedRows } from '../capped-rows.ts';
import type { Job } from '../pooled-source.ts';
import type { CheckedSql, EngineTools, Limits } from '../source.ts';
import { reading } from './cells.ts';
import type { MyConnection, MyDriver } from './connect.ts';
import { type RawRow, stream } from './query.ts';
import { inSession, type Session } from './session.ts';

export function runQuery(
  job: Job<MyConnection>,
  driver: MyDriver,
  tools: EngineTools,
  sql: CheckedSql,
  limits: Limits,
): Promise<Omit<Result, 'elapsedMs'>> {
  return inSession(job, driver, tools, async (session) => {
    const { fields, rows, cut } = await read(session, sql, limits);
    // Only queries leave a session as it was; anything else that came through ends it.
    if (fields.length === 0) job.lease.drop();
    const columns = fields.map((field) => ({ name: field.name, type: reading(field)[0] }));
    return { columns, rows, cut };
  });
}

const rowBytes = (row: RawRow): number =>
  row.reduce((sum, bytes) => sum + (bytes === null ? 4 : bytes.byteLength), 0);

function toCells(row: RawRow, fields: readonly FieldPacket[]): Cell[] {
  return row.map((bytes, at) => {
    const field = fields[at];
    return bytes === null || field === undefined ? null : reading(field)[1](bytes);
  });
}

/** When a cap is reached the answer is known: the statement is stopped behind it. */
async function read(session: Session, sql: string, limits: Limits) {
  let fields: readonly FieldPacket[] = [];
  const full = Promise.withResolvers<void>();
  const kept = new CappedRows<Cell[]>(limits, () => full.resolve());
  const done = stream(
    session.connection.connection,
    sql,
    (found) => {
      fields = found;
    },
    (row) => kept.add(rowBytes(row), () => toCells(row, fields)),
  );
  await Promise.race([full.promise, done]);
  if (kept.cut !== null) session.abandon(done);
  return { fields, rows: kept.rows, cut: kept.cut };
}
