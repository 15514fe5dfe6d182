import type { Connection, FieldPacket } from 'mysql2';

/** A row as it came, a text or bytes a column. */
export type RawRow = readonly (Buffer | null)[];

export interface RawResult {
  fields: readonly FieldPacket[];
  /** False for a statement that is no query: it answers without columns. */
  isQuery: boolean;
}

const isRow = (value: unknown): value is RawRow => Array.isArray(value);

/** Runs one statement, its rows handed on as they come, undecoded. */
export function stream(
  connection: Connection,
  sql: string,
  onFields: (fields: readonly FieldPacket[]) => void,
  onRow: (row: RawRow) => void,
): Promise<RawResult> {
  const { promise, resolve, reject } = Promise.withResolvers<RawResult>();
  let fields: readonly FieldPacket[] = [];
  let failure: { error: unknown } | null = null;
  const query = connection.query({ sql, rowsAsArray: true, typeCast: false });
  query.on('fields', (found: FieldPacket[] | undefined) => {
    fields = found ?? [];
    onFields(fields);
  });
  query.on('result', (row: unknown) => {
    try {
      if (isRow(row) && failure === null) onRow(row);
    } catch (error) {
      failure = { error }; // thrown here it would end the process
    }
  });
  query.on('error', (error: unknown) => reject(error));
  query.on('end', () => {
    if (failure !== null) reject(failure.error);
    else resolve({ fields, isQuery: fields.length > 0 });
  });
  return promise;
}

/** A small question of our own: its rows as texts. */
export async function ask(connection: Connection, sql: string): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  await stream(
    connection,
    sql,
    () => undefined,
    (row) => rows.push(row.map((bytes) => bytes?.toString('utf8') ?? null)),
  );
  return rows;
}
