import type { Result } from '../../../../preload/contract/database.ts';
import { isNumeric, isRtl } from '../../../lib/locale.ts';
import { apart } from './direction.ts';
import { bold, escaped, type Html, join, visibleLength } from './html.ts';
import { longestMessage } from './split.ts';
import { columnsOf, headsOf, type TableOptions } from './table.ts';

const fields = { most: 8, least: 2 };
const longestCell = 48;
/** What a person scrolls through at once. */
const lines = 60;

/** Rows as they are read where nothing holds columns in line: each a paragraph with its heads. */
export interface Records {
  html: Html;
  /** Columns that are shown: fewer where all would not fit a message. */
  shown: number;
}

export function records(result: Result, options: TableOptions): Records {
  const { from = 0, rows, language } = options;
  const some = { ...result, rows: result.rows.slice(from, from + rows) };
  const cells = columnsOf(some, language, longestCell);
  for (let shown = Math.min(cells.length, fields.most); ; shown -= 1) {
    const html = paragraphsOf(some, cells.slice(0, shown), options);
    if (shown <= fields.least || visibleLength(html) <= longestMessage) return { html, shown };
  }
}

/** How many rows are enough for once. */
export const recordsAtOnce = ({ columns }: Result): number =>
  Math.floor(lines / (Math.min(columns.length, fields.most) + 1));

function paragraphsOf(result: Result, cells: string[][], { language }: TableOptions): Html {
  const start = isRtl(language) ? '\u200f' : '\u200e';
  const heads = headsOf(result).map((head) => `${apart(head)}: `);
  const { columns, rows } = result;
  const named = titleColumns(columns);
  const paragraphs = rows.map((_, row) => {
    const texts = cells.map((column) => apart(column[row] ?? ''));
    const told = texts.map((text, at) => `${heads[at]}${text}`);
    // A number says nothing without its head.
    const title = named.map((at) => (isNumber(columns[at]) ? told[at] : texts[at])).join(' — ');
    const rest = told.slice(named.length).map((line) => escaped(`${start}${line}`));
    return join([bold(escaped(`${start}${title}`)), ...rest]);
  });
  return join(paragraphs, '\n\n');
}

/** What a row is called by: its first column, and a text behind a number. */
const titleColumns = ([first, second]: Result['columns']): number[] =>
  isNumber(first) && second && !isNumber(second) ? [0, 1] : [0];

const isNumber = (column: Result['columns'][number] | undefined): boolean =>
  column !== undefined && isNumeric(column);
