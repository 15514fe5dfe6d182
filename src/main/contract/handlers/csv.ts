import { stringify } from 'csv-stringify/sync';
import type { File } from '../../../preload/contract/entries/file.ts';

type Value = string | number | boolean | null;

/** Rows as a CSV file; text that a spreadsheet would take for a formula is escaped. */
export const csvFile = (name: string, rows: readonly Record<string, Value>[]): File => ({
  name: `${name}.csv`,
  type: 'text/csv;charset=utf-8',
  text: stringify(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'boolean' ? String(value) : value,
        ]),
      ),
    ),
    { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' },
  ),
});
