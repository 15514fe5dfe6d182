import { z } from 'zod';
import type { Cell } from '../../../preload/contract/database.ts';
import { toCell } from './cells.ts';
import type { Session } from './connect.ts';
import type { Metadata } from './driver.ts';
import { runStatement } from './statement.ts';

/** All rows of a statement of Diwan's own, each parsed as an object of its columns' names. */
export async function readAll<Shape extends z.ZodType>(
  session: Session,
  sql: string,
  shape: Shape,
  signal: AbortSignal,
): Promise<z.output<Shape>[]> {
  let metadata: Metadata[] = [];
  const rows: Record<string, Cell>[] = [];
  const sink = {
    columns: (columns: Metadata[]) => {
      metadata = columns;
    },
    row: (values: unknown[]) => {
      const named = metadata.map((column, at) => [column.colName, toCell(values[at], column)]);
      rows.push(Object.fromEntries(named));
      return true;
    },
  };
  await runStatement(session, sql, sink, signal);
  return z.array(shape).parse(rows);
}

/** bit and int 0 or 1, as SQL Server answers yes or no; NULL is no. */
export const Flag = z
  .union([z.boolean(), z.number(), z.null()])
  .transform((value) => value === true || value === 1);
