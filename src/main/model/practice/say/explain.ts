/** A short, honest text over the rows: only numbers that are there, their sum, a share of it. */
import type { Language } from '../../../../preload/contract/answer.ts';
import type { Cell, Result } from '../../../../preload/contract/database.ts';
import { formatColumn, formatNumber } from '../../../lib/locale.ts';
import { asksForMail, mailTopic } from '../reading/mail.ts';
import { titleText } from './names.ts';
import { numberOfCell } from './number.ts';
import { list, say } from './texts.ts';

const plain = (name: string): string => name.replaceAll('_', ' ');
const numeric = new Set(['integer', 'decimal', 'float']);
const period = /^\d{4}(?:-(?:\d{2}(?:-\d{2})?|Q[1-4]|W\d{2}))?$/;

/** Rows with each cell as the reader's language writes it, as the table beside the text does. */
interface Told extends Result {
  language: Language;
  /** By row and column. */
  texts: readonly (readonly string[])[];
}

function tell(result: Result, language: Language): Told {
  const columns = result.columns.map((column, index) =>
    formatColumn(
      language,
      column,
      result.rows.map((row) => row[index] ?? null),
    ),
  );
  const texts = result.rows.map((_, row) => columns.map((cells) => cells[row] ?? ''));
  return { ...result, language, texts };
}

interface Shape {
  labels: number[];
  value: number;
}

/** Text columns that name, and the first number beside them; null when rows are not such pairs. */
function shapeOf(result: Result): Shape | null {
  const columns = result.columns.map((column, index) => ({ index, ...column }));
  const timed = columns.find(
    ({ index }) =>
      index < columns.length - 1 &&
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

const pairs = ({ columns, texts, language }: Told): string =>
  list(
    columns.slice(0, 6).map(({ name }, index) => `${plain(name)} ${texts[0]?.[index] ?? ''}`),
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
  text: string;
}

const pointsOf = (told: Told, { labels, value }: Shape): Point[] =>
  told.rows.flatMap((row, at) => {
    const number = numberOfCell(row[value] ?? null);
    const text = told.texts[at]?.[value] ?? '';
    return number === null ? [] : [{ label: labelOf(row, labels), value: number, text }];
  });

const wholePart = (points: readonly Point[], result: Result, sql: string): number | null => {
  const total = points.reduce((sum, point) => sum + point.value, 0);
  const all = result.cut === null && !/\b(?:LIMIT \d|TOP \()/.test(sql);
  const adds = isAdditive(sql) && points.every(({ value }) => value >= 0);
  return all && adds && total > 0 ? total : null;
};

function shareText(value: number, total: number | null, language: Language): string {
  if (total === null) return '';
  const share = Math.round((value / total) * 1_000) / 10;
  return say(language, 'ofTotal', { share: formatNumber(language, share) });
}

/** A sum with the decimals of what it sums up. */
function totalText({ rows, columns, language }: Told, { value }: Shape, total: number): string {
  const column = columns[value];
  const rounded = Math.round(total * 100) / 100;
  const cells = [...rows.map((row) => row[value] ?? null), rounded];
  return column === undefined ? '' : (formatColumn(language, column, cells).at(-1) ?? '');
}

function groupsText(told: Told, shape: Shape, sql: string): string {
  const { language } = told;
  const points = pointsOf(told, shape);
  const sorted = [...points].sort((a, b) => b.value - a.value);
  const [top] = sorted;
  const low = sorted.at(-1);
  if (top === undefined || low === undefined) return countText(told);
  const total = wholePart(points, told, sql);
  const parts = [countText(told)];
  if (top.value === low.value) parts.push(say(language, 'equal', { value: top.text }));
  else {
    const share = shareText(top.value, total, language);
    parts.push(say(language, 'highest', { label: top.label, value: top.text, share }));
    parts.push(say(language, 'lowest', { label: low.label, value: low.text }));
  }
  if (total !== null) parts.push(say(language, 'total', { value: totalText(told, shape, total) }));
  return [...parts, spanText(points, language)].filter((part) => part !== '').join(' ');
}

/** A series in time: where it began and where it stands. */
function spanText(points: readonly Point[], language: Language): string {
  const [first, last] = [points[0], points.at(-1)];
  const timed = points.length > 2 && points.every(({ label }) => period.test(label));
  if (!timed || first === undefined || last === undefined) return '';
  const [firstValue, lastValue] = [first.text, last.text];
  return say(language, 'span', { first: first.label, firstValue, last: last.label, lastValue });
}

/** Groups in two periods: where the change is largest and smallest. */
function changesText(told: Told): string | null {
  const { columns, rows, texts, language } = told;
  const at = columns.findIndex(({ name }) => name === titleText('change', language));
  if (at < 3 || at !== columns.length - 2) return null;
  const before = columns[at - 2];
  const isLabel =
    before === undefined ||
    !numeric.has(before.type) ||
    rows.every((row) => period.test(String(row[at - 2] ?? '')));
  const labels = columns.slice(0, isLabel ? at - 1 : at - 2).map((_, index) => index);
  const changes = rows.flatMap((row, index) => {
    const value = numberOfCell(row[at] ?? null);
    return value === null ? [] : [{ row, value, texts: texts[index] ?? [] }];
  });
  const sorted = changes.sort((a, b) => b.value - a.value);
  const said = (key: 'grewMost' | 'grewLeast', change: (typeof sorted)[number] | undefined) =>
    change === undefined
      ? ''
      : say(language, key, {
          label: labelOf(change.row, labels),
          value: change.texts[at] ?? '',
          percent: percentText(change.row[at + 1] ?? null, change.texts[at + 1], language),
        });
  return [countText(told), said('grewMost', sorted[0]), said('grewLeast', sorted.at(-1))].join(' ');
}

const percentText = (cell: Cell, percent = '', language: Language): string =>
  cell === null ? '' : say(language, 'percentOf', { percent });

const countText = ({ rows, cut, language }: Told): string =>
  say(language, cut === null ? 'rowsCount' : 'rowsCut', {
    count: formatNumber(language, rows.length),
  });

/** Two periods, one below the other, with the change from the first to the second. */
function comparisonText({ rows, columns, texts, language }: Told): string | null {
  const [before, after] = texts;
  const at = columns.findIndex(({ name }) => name === titleText('change', language));
  if (before === undefined || after === undefined || rows.length !== 2 || at !== 2) return null;
  return say(language, 'comparison', {
    before: String(rows[0]?.[0] ?? ''),
    beforeValue: before[1] ?? '',
    after: String(rows[1]?.[0] ?? ''),
    afterValue: after[1] ?? '',
    change: after[2] ?? '',
    percent: percentText(rows[1]?.[3] ?? null, after[3], language),
  });
}

function rowText(told: Told): string {
  const { rows, columns, texts, language } = told;
  const [column] = columns;
  if (columns.length === 1 && rows[0]?.[0] == null) return say(language, 'nothingFound');
  if (columns.length === 1 && column !== undefined)
    return say(language, 'one', { name: plain(column.name), value: texts[0]?.[0] ?? '' });
  return comparisonText(told) ?? say(language, 'oneRow', { pairs: pairs(told) });
}

const named = 8;

/** A listing that is as long as its own limit may go on. */
const isLimited = (result: Result, sql: string): boolean =>
  result.rows.length >= 100 &&
  new RegExp(`(?:LIMIT ${result.rows.length}|TOP \\(${result.rows.length}\\))`).test(sql);

function rowsText(told: Told, sql: string): string {
  const { rows, columns, texts, language } = told;
  const count = formatNumber(language, rows.length);
  if (told.cut !== null) return countText(told);
  if (isLimited(told, sql)) return say(language, 'rowsLimit', { count });
  if (columns.length > 1) return say(language, 'rowsFirst', { count, pairs: pairs(told) });
  const names = texts.slice(0, named).map(([text = '']) => text);
  return say(language, 'rowsNames', {
    count,
    list: list([...names, ...(rows.length > named ? ['…'] : [])], language),
  });
}

export function explain(result: Result, language: Language, sql: string): string {
  if (result.rows.length === 0) return say(language, 'none');
  const told = tell(result, language);
  if (result.rows.length === 1) return rowText(told);
  const measured = /\b(?:sum|count|avg|min|max)\(/i.test(sql);
  const shape = measured ? shapeOf(result) : null;
  const changes = measured ? (comparisonText(told) ?? changesText(told)) : null;
  if (changes !== null) return changes;
  return shape === null ? rowsText(told, sql) : groupsText(told, shape, sql);
}

/** Subject and body of a mail about the rows, as JSON. */
export function writeMail(question: string, language: Language, result: Result | null): string {
  const answer = result === null ? say(language, 'mailEmpty') : explain(result, language, 'SUM(');
  const topic = asksForMail(question) ? mailTopic(question) : question;
  const short = topic.length > 80 ? `${topic.slice(0, 79)}…` : topic;
  return JSON.stringify({
    subject: say(language, 'mailSubject', { question: short.replace(/\s+/g, ' ') }),
    body: say(language, 'mailBody', { question: topic, answer }),
  });
}
