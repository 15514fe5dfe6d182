import type { Language } from '../../../../preload/contract/answer.ts';
import type { Result } from '../../../../preload/contract/database.ts';
import { formatColumn, isNumeric, isRtl } from '../../../lib/locale.ts';
import { apart } from './direction.ts';
import { escaped, type Html, pre } from './html.ts';

export interface TableOptions {
  language: Language;
  from?: number;
  rows: number;
  /** Characters a line may have; cells and then columns are cut to fit. */
  width: number;
}

const widestCell = 28;
const cellWidths = [widestCell, 20, 16];
const gap = '  ';

/** Rows as an aligned table, numbers to the right; what does not fit is cut with an ellipsis. */
export function table(result: Result, options: TableOptions): Html {
  const { language, from = 0 } = options;
  const shownRows = result.rows.slice(from, from + options.rows);
  const { columns, heads, widths, shown } = laidOut({ ...result, rows: shownRows }, options);
  const rows = shownRows.map((_, row) => columns.map((cells) => cells[row] ?? ''));
  const start = isRtl(language) ? '\u200f' : '\u200e';
  const line = (cells: readonly string[]) => {
    const padded = cells.slice(0, shown).map((cell, index) => {
      const column = result.columns[index];
      const right = !isRtl(language) && column !== undefined && isNumeric(column);
      return pad(cell, widths[index] ?? 0, right);
    });
    const text = padded.join(gap);
    return start + (shown < cells.length ? `${text}${gap}…` : text.trimEnd());
  };
  const rule = widths
    .slice(0, shown)
    .map((width) => '─'.repeat(width))
    .join(gap);
  return pre(escaped([line(heads), start + rule, ...rows.map(line)].join('\n')));
}

/** Whether all columns of a result's first rows fit a line of this width. */
export function isNarrow(result: Result, options: TableOptions): boolean {
  const { shown } = laidOut({ ...result, rows: result.rows.slice(0, options.rows) }, options);
  return shown === result.columns.length;
}

interface Layout {
  /** Each column's cells, and how many columns there is room for. */
  columns: string[][];
  heads: string[];
  widths: number[];
  shown: number;
}

/** Cells as long as may be; shorter ones where more columns then fit. */
function laidOut(result: Result, { language, width }: TableOptions): Layout {
  const layouts = cellWidths.map((longest): Layout => {
    const columns = columnsOf(result, language, longest);
    const heads = headsOf(result);
    const widths = columns.map((cells, index) => widest([heads[index] ?? '', ...cells]));
    return { columns, heads, widths, shown: fitting(widths, width) };
  });
  return layouts.reduce((best, one) => (one.shown > best.shown ? one : best));
}

/** Each column's cells as they are shown. */
export const columnsOf = (
  { columns, rows }: Result,
  language: Language,
  longest = widestCell,
): string[][] =>
  columns.map((column, index) => {
    const cells = rows.map((row) => row[index] ?? null);
    return formatColumn(language, column, cells).map((text) => clip(oneLine(text), longest));
  });

/** Names of columns as people write them: `total_sales` is two words. */
export const headsOf = ({ columns }: Result): string[] =>
  columns.map(({ name }) => clip(oneLine(name.replaceAll('_', ' '))));

const widest = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);

/** How many columns fit; at least one. */
function fitting(widths: readonly number[], width: number): number {
  let used = -gap.length;
  let count = 0;
  for (const one of widths) {
    used += gap.length + one;
    if (used > width && count > 0) return count;
    count += 1;
  }
  return count;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const segmenter = new Intl.Segmenter();

function clip(text: string, longest = widestCell): string {
  if (widthOf(text) <= longest) return text;
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (widthOf(kept + segment) >= longest) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Cells are set apart from each other; what comes first in a line is where its reading begins. */
function pad(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
  const set = apart(cell);
  return right ? space + set : set + space;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{1faff}]/u;
const unseen = /[\p{M}\p{Cf}]/u;

/** Columns a text takes in a font of fixed width. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += unseen.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return width;
}
