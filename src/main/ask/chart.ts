import type { Chart, Language } from '../../preload/contract/answer.ts';
import type { Cell, Result, ResultColumn } from '../../preload/contract/database.ts';

const numeric = new Set<ResultColumn['type']>(['integer', 'decimal', 'float']);
const temporal = new Set<ResultColumn['type']>(['date', 'datetime', 'time']);
const points = { least: 2, most: 60 };
const maxSeries = 4;

/** The picture a result lends itself to, or null: one label column, one to four of numbers. */
export function chartOf(result: Result, question: string, language: Language): Chart | null {
  const { columns, rows } = result;
  if (rows.length < points.least || rows.length > points.most) return null;
  const label = columns.findIndex((column, index) => isLabel(column, index, result));
  if (label < 0) return null;
  const series = columns.flatMap((column, index) =>
    index !== label && numeric.has(column.type) ? [{ column, index }] : [],
  );
  if (series.length === 0 || series.length > maxSeries) return null;
  const labels = rows.map((row) => String(row[label] ?? '—'));
  return {
    kind: kindOf(
      question,
      columns[label],
      labels,
      series.map(({ index }) => index),
      result,
    ),
    title: titleOf(question, columns[label], series[0]?.column),
    rtl: language !== 'en',
    language,
    labels,
    series: series.map(({ column, index }) => ({
      name: column.name,
      values: rows.map((row) => toNumber(row[index] ?? null)),
    })),
  };
}

/** «and by month?» says nothing by itself, and whom a mail goes to is no title. */
function titleOf(question: string, label?: ResultColumn, value?: ResultColumn): string {
  const speaks = question.length >= 20 && !question.includes('@');
  if (speaks || !label || !value) return question;
  return [value, label].map(({ name }) => name.replaceAll('_', ' ')).join(' · ');
}

const wishes: readonly [Chart['kind'], RegExp][] = [
  ['pie', /\b(?:pie|donut|doughnut)\b|دائري|دایره/i],
  ['line', /\bline (?:chart|graph|plot)\b|رسم خطي|بياني خطي|نمودار خطی/i],
  ['bar', /\b(?:bar|column) (?:chart|graph|plot)\b|أعمدة|اعمدة|میله|ستونی/i],
];
const shares = /\b(?:shares?|percent(?:age)?|proportion)\b|نسبة|حصة|سهم|درصد/i;
/** More slices than that nobody can compare. */
const mostSlices = { wished: 8, own: 5 };

/** As wished where the rows bear it, else by their shape. */
function kindOf(
  question: string,
  column: ResultColumn | undefined,
  labels: readonly string[],
  series: readonly number[],
  { rows }: Result,
): Chart['kind'] {
  const own = isTimeline(column, labels) ? 'line' : 'bar';
  const wished = wishes.find(([, words]) => words.test(question))?.[0];
  // A pie shows the first measure: a share beside it is what the slices say.
  const [first = 0] = series;
  const values = rows.map((row) => toNumber(row[first] ?? null));
  const slices = values.every((value) => value !== null && value > 0);
  if (wished === 'pie') return slices && rows.length <= mostSlices.wished ? 'pie' : own;
  if (wished !== undefined) return wished;
  const parts = slices && own === 'bar' && rows.length <= mostSlices.own;
  return parts && shares.test(question) ? 'pie' : own;
}

/** Text and dates label; so does a first column of whole numbers that looks like years or months. */
function isLabel(column: ResultColumn, index: number, result: Result): boolean {
  if (!numeric.has(column.type)) return true;
  if (index !== 0 || column.type !== 'integer' || result.columns.length < 2) return false;
  return /year|month|quarter|week|day|سنة|عام|شهر|سال|ماه/i.test(column.name);
}

function isTimeline(column: ResultColumn | undefined, labels: readonly string[]): boolean {
  if (column && temporal.has(column.type)) return true;
  return labels.every((label) => /^\d{4}([-/](Q?\d{1,2}))?([-/]\d{1,2})?$/.test(label));
}

function toNumber(cell: Cell): number | null {
  if (cell === null || cell === '' || typeof cell === 'boolean') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
