import type { Result } from '../../../../preload/contract/database.ts';
import { isNumeric, isRtl } from '../../../lib/locale.ts';
import { apart } from './direction.ts';
import { bold, escaped, type Html, join } from './html.ts';
import { records, recordsAtOnce } from './records.ts';
import { columnsOf, headsOf, isNarrow, type TableOptions, table } from './table.ts';

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const inLine = 3;
const longestLine = 72;
const record = { fields: 24, longest: 100 };

/**
 * Rows for a telephone: one row field by field; with Arabic letters, which no font of fixed width
 * has, a line each where columns are few and a paragraph each where not; else an aligned table.
 */
export function rowsAsHtml(result: Result, options: TableOptions): Html {
  switch (shapeOf(result, options)) {
    case 'fields':
      return fields(result, options);
    case 'lines':
      return lines(result, options);
    case 'records':
      return records(result, options).html;
    case 'table':
      return table(result, options);
  }
}

/** How many of these rows are shown at once. */
export function rowsAtOnce(result: Result, options: TableOptions): number {
  const { from = 0, rows } = options;
  const most = Math.min(rows, result.rows.length - from);
  return shapeOf(result, options) === 'records' ? Math.min(most, recordsAtOnce(result)) : most;
}

/** Whether every column of these rows is shown. */
export function showsAll(result: Result, options: TableOptions): boolean {
  switch (shapeOf(result, options)) {
    case 'fields':
      return result.columns.length <= record.fields;
    case 'lines':
      return true;
    case 'records':
      return records(result, options).shown === result.columns.length;
    case 'table':
      return isNarrow(result, options);
  }
}

function shapeOf(result: Result, options: TableOptions): 'fields' | 'lines' | 'records' | 'table' {
  if (result.columns.length < 2) return 'table';
  if (result.rows.length === 1) return 'fields';
  if (!hasArabic(result, options)) return 'table';
  const shown = textsOf(result, options);
  const short = shown.every((texts) => texts.join(' — ').length <= longestLine);
  return short && result.columns.length <= inLine ? 'lines' : 'records';
}

/** Also in the digits of Persian numbers. */
function hasArabic(result: Result, { language, from = 0, rows }: TableOptions): boolean {
  const { columns } = result;
  if (language === 'fa' && columns.some(isNumeric)) return true;
  const shown = result.rows.slice(from, from + rows).flat();
  const names = columns.map(({ name }) => name);
  return [...names, ...shown].some((cell) => typeof cell === 'string' && rightToLeft.test(cell));
}

/** Whether the words tell each value of the only row. */
export function isTold(result: Result, text: string, { language }: TableOptions): boolean {
  if (result.rows.length !== 1 || result.columns.length > 4) return false;
  const cells = columnsOf(result, language, text.length).flat();
  return cells.every((cell) => cell.trim() !== '' && text.includes(cell));
}

/** The heads, then the rows that are shown. */
function textsOf(result: Result, { language, from = 0, rows }: TableOptions): string[][] {
  const shown = result.rows.slice(from, from + rows);
  const columns = columnsOf({ ...result, rows: shown }, language);
  return [headsOf(result), ...shown.map((_, row) => columns.map((cells) => cells[row] ?? ''))];
}

/** What a line's reading begins with, whatever stands first in it. */
const start = ({ language }: TableOptions): string => (isRtl(language) ? '\u200f' : '\u200e');

function lines(result: Result, options: TableOptions): Html {
  const [heads = [], ...rows] = textsOf(result, options);
  const line = (texts: readonly string[]): Html => {
    const set = texts.map((text) => escaped(apart(text)));
    const told = set.map((text, index) => (index === set.length - 1 ? bold(text) : text));
    return `${start(options)}${join(told, ' — ')}` as Html;
  };
  const head = bold(escaped(`${start(options)}${heads.map(apart).join(' — ')}`));
  return join([head, ...rows.map(line)]);
}

function fields(result: Result, options: TableOptions): Html {
  const cells = columnsOf(result, options.language, record.longest);
  const heads = headsOf(result);
  const shown = cells.slice(0, record.fields).map(([cell = ''], index) => {
    const name = escaped(`${start(options)}${apart(heads[index] ?? '')}: `);
    return `${name}${bold(escaped(apart(cell)))}` as Html;
  });
  return join(shown);
}
