import { type Schema, Table } from '../../../preload/contract/database.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools } from '../source.ts';
import type { PgConnection, PgDriver } from './connect.ts';
import { introspectionSql } from './introspect.sql.ts';
import { StreamedQuery } from './query.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** `PostgreSQL 18.4`, or what a relative of it calls itself. */
export async function engineName({ connection }: Transaction): Promise<string> {
  const names: string[] = [];
  const sql = "SELECT array_to_string((string_to_array(version(), ' '))[1:2], ' ')";
  await connection.client.query(new StreamedQuery(sql, ([name]) => names.push(name ?? ''))).done;
  return names[0] ?? 'PostgreSQL';
}

/** Tables are parsed as they come, so that a thousand of them never hold the appliance up. */
export function introspect(
  job: Job<PgConnection>,
  driver: PgDriver,
  tools: EngineTools,
): Promise<Pick<Schema, 'engine' | 'tables'>> {
  return inTransaction(job, driver, tools, async (transaction) => {
    const tables: Table[] = [];
    const query = new StreamedQuery(introspectionSql, ([json]) =>
      tables.push(Table.parse(JSON.parse(json ?? ''))),
    );
    await transaction.connection.client.query(query).done;
    return { engine: await engineName(transaction), tables };
  });
}
