/** A short, honest text over the rows: only numbers that are there, their sum, a share of it. */
import type { Language } from '../../../../preload/contract/answer.ts';
import type { Cell, Result } from '../../../../preload/contract/database.ts';
import { titleText } from './names.ts';
import { cellText, numberOfCell, numberText } from './number.ts';
import { list, say } from './texts.ts';

const plain = (name: string): string => name.replaceAll('_', ' ');
const numeric = new Set(['integer', 'decimal', 'float']);
const period = /^\d{4}(?:-(?:\d{2}(?:-\d{2})?|Q[1-4]|W\d{2}))?$/;

interface Shape {
  labels: number[];
  value: number;
}

/** Text columns that name, and the first number beside them; null when rows are not such pairs. */
function shapeOf(result: Result): Shape | null {
  const columns = result.columns.map((column, index) => ({ index, ...column }));
  const timed = columns.find(({ index }) =>
    result.rows.every((row) => period.test(String(row[index] ?? ''))),
  );
  const isNumber = ({ index, type }: { index: number; type: string }): boolean =>
    index !== timed?.index &&
    (numeric.has(type) ||
      result.rows.every((row) => row[index] === null || numberOfCell(row[index] ?? null) !== null));
  const value = columns.find(isNumber);
  const labels = columns.filter(
    (column) => !isNumber(column) && column.index < (value?.index ?? 0),
  );
  return value === undefined || labels.length === 0 || labels.length > 2
    ? null
    : { labels: labels.map(({ index }) => index), value: value.index };
}

const labelOf = (row: readonly Cell[], labels: readonly number[]): string =>
  labels.map((index) => String(row[index] ?? '–')).join(' · ');

/** Keys are names, not quantities. */
const shown = (name: string, cell: Cell): string =>
  /(?:^|_)id$|Id$|ID$/.test(name) ? String(cell ?? '–') : cellText(cell);

const pairs = (result: Result, row: readonly Cell[], language: Language): string =>
  list(
    result.columns
      .slice(0, 6)
      .map(({ name }, index) => `${plain(name)} ${shown(name, row[index] ?? null)}`),
    language,
  );

const notAdditive = /avg\(|count\(distinct|\bmin\(|\bmax\(|nullif\(/i;

/** Whether the first measure of the SQL adds up over its groups. */
function isAdditive(sql: string): boolean {
  const inner = sql.slice(sql.lastIndexOf('SELECT'));
  const select = inner.slice(0, inner.search(/\bFROM\b/i));
  return /\bsum\(|count\(/i.test(select) && !notAdditive.test(select);
}

interface Point {
  label: string;
  value: number;
  cell: Cell;
}

function pointsOf(result: Result, { labels, value }: Shape): Point[] {
  return result.rows.flatMap((row) => {
    const number = numberOfCell(row[value] ?? null);
    return number === null
      ? []
      : [{ label: labelOf(row, labels), value: number, cell: row[value] ?? null }];
  });
}

const wholePart = (points: readonly Point[], result: Result, sql: string): number | null => {
  const total = points.reduce((sum, point) => sum + point.value, 0);
  const all = result.cut === null && !/\b(?:LIMIT \d|TOP \()/.test(sql);
  const adds = isAdditive(sql) && points.every(({ value }) => value >= 0);
  return all && adds && total > 0 ? total : null;
};

const shareText = (value: number, total: number | null, language: Language): string =>
  total === null
    ? ''
    : say(language, 'ofTotal', { share: numberText(Math.round((value / total) * 1_000) / 10) });

function groupsText(result: Result, shape: Shape, language: Language, sql: string): string {
  const points = pointsOf(result, shape);
  const sorted = [...points].sort((a, b) => b.value - a.value);
  const [top] = sorted;
  const low = sorted.at(-1);
  if (top === undefined || low === undefined) return countText(result, language);
  const total = wholePart(points, result, sql);
  const parts = [countText(result, language)];
  if (top.value === low.value) parts.push(say(language, 'equal', { value: cellText(top.cell) }));
  else {
    const share = shareText(top.value, total, language);
    parts.push(say(language, 'highest', { label: top.label, value: cellText(top.cell), share }));
    parts.push(say(language, 'lowest', { label: low.label, value: cellText(low.cell) }));
  }
  if (total !== null)
    parts.push(say(language, 'total', { value: numberText(Math.round(total * 100) / 100) }));
  return [...parts, spanText(points, language)].filter((part) => part !== '').join(' ');
}

/** A series in time: where it began and where it stands. */
function spanText(points: readonly Point[], language: Language): string {
  const [first, last] = [points[0], points.at(-1)];
  const timed = points.length > 2 && points.every(({ label }) => period.test(label));
  if (!timed || first === undefined || last === undefined) return '';
  const [firstValue, lastValue] = [cellText(first.cell), cellText(last.cell)];
  return say(language, 'span', { first: first.label, firstValue, last: last.label, lastValue });
}

/** Groups in two periods: where the change is largest and smallest. */
function changesText(result: Result, language: Language): string | null {
  const at = result.columns.findIndex(({ name }) => name === titleText('change', language));
  if (at < 3 || at !== result.columns.length - 2) return null;
  const labels = result.columns.slice(0, at - 2).map((_, index) => index);
  const rows = result.rows.filter((row) => numberOfCell(row[at] ?? null) !== null);
  const sorted = [...rows].sort(
    (a, b) => (numberOfCell(b[at] ?? null) ?? 0) - (numberOfCell(a[at] ?? null) ?? 0),
  );
  const said = (key: 'grewMost' | 'grewLeast', row: readonly Cell[] | undefined): string =>
    row === undefined
      ? ''
      : say(language, key, {
          label: labelOf(row, labels),
          value: cellText(row[at] ?? null),
          percent: percentText(row[at + 1] ?? null, language),
        });
  return [
    countText(result, language),
    said('grewMost', sorted[0]),
    said('grewLeast', sorted.at(-1)),
  ].join(' ');
}

const percentText = (cell: Cell, language: Language): string =>
  cell === null ? '' : say(language, 'percentOf', { percent: cellText(cell) });

const countText = (result: Result, language: Language): string =>
  say(language, result.cut === null ? 'rowsCount' : 'rowsCut', {
    count: numberText(result.rows.length),
  });

/** Two periods, one below the other, with the change from the first to the second. */
function comparisonText(result: Result, language: Language): string | null {
  const [before, after] = result.rows;
  const at = result.columns.findIndex(({ name }) => name === titleText('change', language));
  if (before === undefined || after === undefined || result.rows.length !== 2 || at !== 2)
    return null;
  return say(language, 'comparison', {
    before: String(before[0] ?? ''),
    beforeValue: cellText(before[1] ?? null),
    after: String(after[0] ?? ''),
    afterValue: cellText(after[1] ?? null),
    change: cellText(after[2] ?? null),
    percent: percentText(after[3] ?? null, language),
  });
}

function rowText(result: Result, language: Language): string {
  const [row = []] = result.rows;
  const [column] = result.columns;
  if (result.columns.length === 1 && row[0] == null) return say(language, 'nothingFound');
  if (result.columns.length === 1 && column !== undefined)
    return say(language, 'one', { name: plain(column.name), value: cellText(row[0] ?? null) });
  return (
    comparisonText(result, language) ??
    say(language, 'oneRow', { pairs: pairs(result, row, language) })
  );
}

const named = 8;

/** A listing that is as long as its own limit may go on. */
const isLimited = (result: Result, sql: string): boolean =>
  result.rows.length >= 100 &&
  new RegExp(`(?:LIMIT ${result.rows.length}|TOP \\(${result.rows.length}\\))`).test(sql);

function rowsText(result: Result, language: Language, sql: string): string {
  const [row = []] = result.rows;
  const count = numberText(result.rows.length);
  if (result.cut !== null) return countText(result, language);
  if (isLimited(result, sql)) return say(language, 'rowsLimit', { count });
  if (result.columns.length > 1)
    return say(language, 'rowsFirst', { count, pairs: pairs(result, row, language) });
  const names = result.rows.slice(0, named).map((one) => cellText(one[0] ?? null));
  return say(language, 'rowsNames', {
    count,
    list: list([...names, ...(result.rows.length > named ? ['…'] : [])], language),
  });
}

export function explain(result: Result, language: Language, sql: string): string {
  if (result.rows.length === 0) return say(language, 'none');
  if (result.rows.length === 1) return rowText(result, language);
  const measured = /\b(?:sum|count|avg|min|max)\(/i.test(sql);
  const shape = measured ? shapeOf(result) : null;
  const changes = measured
    ? (comparisonText(result, language) ?? changesText(result, language))
    : null;
  if (changes !== null) return changes;
  return shape === null
    ? rowsText(result, language, sql)
    : groupsText(result, shape, language, sql);
}

/** Subject and body of a mail about the rows, as JSON. */
export function writeMail(question: string, language: Language, result: Result | null): string {
  const answer = result === null ? say(language, 'mailEmpty') : explain(result, language, 'SUM(');
  const short = question.length > 80 ? `${question.slice(0, 79)}…` : question;
  return JSON.stringify({
    subject: say(language, 'mailSubject', { question: short.replace(/\s+/g, ' ') }),
    body: say(language, 'mailBody', { question, answer }),
  });
}
