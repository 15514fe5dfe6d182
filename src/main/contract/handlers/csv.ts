import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { FilePart } from '../../../preload/contract/entries/file.ts';

type Row = Readonly<Record<string, string | number | boolean | null>>;

export const csvType = 'text/csv;charset=utf-8';

/**
 * Rows as a CSV file, some at a time: others have their turn between. Its columns are the first
 * row's; text that a spreadsheet would take for a formula is escaped.
 */
export async function* csvFile(
  name: string,
  pages: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>,
): AsyncGenerator<FilePart> {
  yield { part: 'head', name: `${name}.csv`, type: csvType };
  let columns: string[] | null = null;
  for await (const rows of pages) {
    const first = columns === null;
    columns ??= Object.keys(rows[0] ?? {});
    yield { part: 'text', text: csvOf(rows, columns, first) };
    await setImmediate();
  }
}

const csvOf = (rows: readonly Row[], columns: readonly string[], first: boolean): string =>
  stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(asText))),
    {
      columns: [...columns],
      header: first,
      bom: first,
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  );

/** Truth is written out: the library would write 1, or nothing. */
const asText = ([key, value]: [string, Row[string]]) => [
  key,
  typeof value === 'boolean' ? String(value) : value,
];
