import type { Column, ForeignKey, Schema, Table } from '../../../preload/contract/database.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools } from '../source.ts';
import type { MyConnection, MyDriver } from './connect.ts';
import { ask } from './query.ts';
import { inSession, isMariaDb, type Session } from './session.ts';

const tablesSql = `
SELECT table_name, table_type, table_comment, table_rows
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
ORDER BY table_name`;

const columnsSql = `
SELECT table_name, column_name, column_type, is_nullable, column_key, column_comment
FROM information_schema.columns
WHERE table_schema = DATABASE()
ORDER BY table_name, ordinal_position`;

const keysSql = `
SELECT table_name, constraint_name, column_name, nullif(referenced_table_schema, DATABASE()),
  referenced_table_name, referenced_column_name
FROM information_schema.key_column_usage
WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
ORDER BY table_name, constraint_name, ordinal_position`;

type Texts = (string | null)[];

/** `MariaDB 10.11.19`, `MySQL 8.4.3`. */
export function engineName({ connection: { version } }: Session): string {
  const number = /^(?:5\.5\.5-)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? version;
  return `${isMariaDb(version) ? 'MariaDB' : 'MySQL'} ${number}`;
}

export function introspect(
  job: Job<MyConnection>,
  driver: MyDriver,
  tools: EngineTools,
): Promise<Pick<Schema, 'engine' | 'tables'>> {
  return inSession(job, driver, tools, async (session) => {
    const { connection } = session.connection;
    const tables = await ask(connection, tablesSql);
    const columns = Map.groupBy(await ask(connection, columnsSql), ([table]) => table);
    const keys = Map.groupBy(await ask(connection, keysSql), ([table]) => table);
    return {
      engine: engineName(session),
      tables: tables.map((row) =>
        tableOf(row, columns.get(row[0] ?? '') ?? [], keys.get(row[0] ?? '') ?? []),
      ),
    };
  });
}

function tableOf([name, type, comment, rows]: Texts, columns: Texts[], keys: Texts[]): Table {
  const isView = type === 'VIEW';
  return {
    schema: null,
    name: name ?? '',
    kind: isView ? 'view' : 'table',
    comment: isView || !comment ? null : comment,
    rowEstimate: isView || rows === null || rows === undefined ? null : Number(rows),
    columns: columns.map(columnOf),
    foreignKeys: [...Map.groupBy(keys, ([, constraint]) => constraint).values()].flatMap(keyOf),
  };
}

const columnOf = ([, name, type, nullable, key, comment]: Texts): Column => ({
  name: name ?? '',
  type: type ?? '',
  nullable: nullable === 'YES',
  primaryKey: key === 'PRI',
  comment: comment || null,
  samples: [],
});

function keyOf(parts: Texts[]): ForeignKey[] {
  const [, , , schema = null, table] = parts[0] ?? [];
  if (!table) return [];
  const columns = parts.map(([, , column]) => column ?? '');
  const references = parts.map((part) => part[5] ?? '');
  return [{ columns, schema, table, references }];
}
