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
  const heads = headsOf(result).map((head) => escaped(`${start}${apart(head)}: `));
  const named = namesOf(result);
  const paragraphs = result.rows.map((_, row) => {
    const texts = cells.map((column) => escaped(apart(column[row] ?? '')));
    const name = bold(`${start}${join(texts.slice(0, named), ' — ')}` as Html);
    const told = texts.map((text, at) => `${heads[at]}${text}` as Html);
    return join([name, ...told.slice(named)]);
  });
  return join(paragraphs, '\n\n');
}

/** A row is called by its first column, and by a text behind a number. */
const namesOf = ({ columns: [first, second] }: Result): number =>
  first && second && isNumeric(first) && !isNumeric(second) ? 2 : 1;
