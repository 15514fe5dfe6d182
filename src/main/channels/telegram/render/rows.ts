import type { Result } from '../../../../preload/contract/database.ts';
import { isRtl } from '../../../lib/locale.ts';
import { apart } from './direction.ts';
import { bold, escaped, type Html, join } from './html.ts';
import { columnsOf, headsOf, isNarrow, type TableOptions, table } from './table.ts';

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const inLine = 3;
const longestLine = 72;
const record = { fields: 24, longest: 100 };

/**
 * Rows for a telephone: one row field by field; few columns with Arabic letters, which no font of
 * fixed width has, a line each; anything else as an aligned table.
 */
export function rowsAsHtml(result: Result, options: TableOptions): Html {
  if (isRecord(result)) return fields(result, options);
  return isLines(result, options) ? lines(result, options) : table(result, options);
}

/** Whether every column of these rows is shown. */
export function showsAll(result: Result, options: TableOptions): boolean {
  if (isRecord(result)) return result.columns.length <= record.fields;
  return isLines(result, options) || isNarrow(result, options);
}

/** Whether the words tell each value of the only row. */
export function isTold(result: Result, text: string, { language }: TableOptions): boolean {
  if (result.rows.length !== 1 || result.columns.length > 4) return false;
  const cells = columnsOf(result, language, text.length).flat();
  return cells.every((cell) => cell.trim() !== '' && text.includes(cell));
}

const isRecord = ({ columns, rows }: Result): boolean => rows.length === 1 && columns.length > 1;

function isLines(result: Result, options: TableOptions): boolean {
  if (result.columns.length < 2 || result.columns.length > inLine) return false;
  const shown = textsOf(result, options);
  return (
    shown.flat().some((text) => rightToLeft.test(text)) &&
    shown.every((texts) => texts.join(' — ').length <= longestLine)
  );
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
