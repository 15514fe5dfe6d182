import { stringify } from 'csv-stringify/sync';
import type { Result } from '../../preload/contract/database.ts';

/**
 * A result as CSV (RFC 4180), UTF-8 with a mark at its start so that spreadsheets read Arabic.
 * Text that a spreadsheet would take for a formula is escaped.
 */
export function csvOf(result: Result): Buffer {
  const header = result.columns.map((column) => column.name);
  const rows = result.rows.map((row) =>
    row.map((cell) => (typeof cell === 'boolean' ? String(cell) : cell)),
  );
  return Buffer.from(
    stringify([header, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' }),
  );
}
