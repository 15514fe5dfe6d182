import type { Cell, Result } from '../../preload/contract/database.ts';
import { asciiDigits } from '../lib/digits.ts';

/** A number as a text writes it: its value, and how far rounding may have moved it. */
interface Written {
  text: string;
  value: number;
  tolerance: number;
}

const scales: readonly [RegExp, number][] = [
  [/^(k|thousand|ألف|الف|آلاف|هزار)(?!\p{L})/iu, 1e3],
  [/^(m|mn|million|مليون|ملايين|میلیون)(?!\p{L})/iu, 1e6],
  [/^(b|bn|billion|مليار|میلیارد)(?!\p{L})/iu, 1e9],
];

/** Pairs of rows grow with the square: beyond this many, only single values and sums count. */
const maxPairedRows = 60;

/**
 * Numbers of `text` that are neither in the rows, nor a plain sum, count, average, difference or
 * share of them, nor in the question. Rounded as far as the text itself rounds.
 */
export function doubtfulNumbers(text: string, result: Result, question: string): string[] {
  const plain = plainNumbers(result, question);
  const odd = doubted(writtenNumbers(text), plain);
  // Most answers say what stands in the rows: sums and shares are worked out for the rest alone.
  const doubtful = odd.length === 0 ? odd : doubted(odd, [...plain, ...derivedNumbers(result)]);
  return [...new Set(doubtful.map((written) => written.text))];
}

function doubted(written: readonly Written[], known: readonly number[]): Written[] {
  if (written.length === 0) return [];
  // The sign is said in words: «fell by 5».
  const sorted = Float64Array.from(known, Math.abs).sort();
  return written.filter((one) => !explained(one, sorted));
}

const part =
  /(?<!\p{L})(?:Q|H|W|quarter|half|week|(?:ال)?ربع|(?:ال)?[أا]سبوع|سه[\u200c ]?ماهه?[ٔ\u200cی]*|هفته[ٔ\u200cی]*) ?$/iu;

/** The 2 of «Q2» and of «week 2» is part of a name, no quantity. */
const isName = (text: string, { 0: digits, index }: RegExpExecArray): boolean =>
  /^\d{1,2}$/.test(digits) && part.test(text.slice(Math.max(0, index - 12), index));

/** Every number in a text, in Latin, Arabic-Indic or Persian digits. */
export function writtenNumbers(text: string): Written[] {
  const plain = asciiDigits(text);
  return [...plain.matchAll(/\d+(?:[,\u202f\u00a0']\d{3})*(?:\.\d+)?/g)]
    .filter((match) => !isName(plain, match))
    .map((match) => {
      const digits = match[0].replace(/[,\u202f\u00a0']/g, '');
      const decimals = digits.split('.')[1]?.length ?? 0;
      const scale = scaleAfter(plain.slice(match.index + match[0].length));
      return {
        text: match[0],
        value: Number(digits) * scale,
        tolerance: 0.5000001 * 10 ** -decimals * scale,
      };
    });
}

function scaleAfter(rest: string): number {
  const word = rest.replace(/^[\s\u00a0]/, '');
  return scales.find(([shape]) => shape.test(word))?.[1] ?? 1;
}

function explained(written: Written, known: Float64Array): boolean {
  let low = 0;
  let high = known.length;
  const least = written.value - written.tolerance;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((known[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return (known[low] ?? Infinity) <= written.value + written.tolerance;
}

/** What stands in the rows and the question, how many rows there are, and places among them. */
function plainNumbers({ rows }: Result, question: string): number[] {
  const known = writtenNumbers(question).map(({ value }) => value);
  // «The top 3», «the second».
  for (let place = 0; place <= rows.length; place += 1) known.push(place);
  for (const row of rows) for (const cell of row) known.push(...numbersIn(cell));
  return known;
}

function derivedNumbers({ columns, rows }: Result): number[] {
  const known: number[] = [];
  for (const index of columns.keys()) {
    addColumn(
      known,
      rows.map((row) => row[index] ?? null),
    );
  }
  for (const row of rows.slice(0, maxPairedRows)) addPairs(known, row.flatMap(numbersIn));
  return known;
}

function addColumn(known: number[], cells: readonly Cell[]): void {
  const values = cells.flatMap(numbersIn);
  const sum = values.reduce((total, value) => total + value, 0);
  known.push(sum, values.length, new Set(cells).size);
  if (values.length === 0) return;
  known.push(sum / values.length);
  for (const value of values) {
    known.push(sum - value);
    if (sum !== 0) known.push((value / sum) * 100);
  }
  if (values.length <= maxPairedRows) addPairs(known, values);
  addPartialSums(known, values);
}

/** Sums of the first n, and their shares: «the first three make 80 %». */
function addPartialSums(known: number[], values: readonly number[]): void {
  const total = values.reduce((sum, value) => sum + value, 0);
  let running = 0;
  for (const value of values) {
    running += value;
    known.push(running, total - running);
    if (total !== 0) known.push((running / total) * 100, 100 - (running / total) * 100);
  }
}

function addPairs(known: number[], values: readonly number[]): void {
  for (const [i, a] of values.entries()) {
    for (const b of values.slice(i + 1)) {
      known.push(a + b, a - b);
      if (b !== 0) known.push(((a - b) / b) * 100, (a / b) * 100, a / b);
      if (a !== 0) known.push(((b - a) / a) * 100, (b / a) * 100, b / a);
    }
  }
}

/** The numbers a cell holds: its own, or those written in its text (dates, codes, names). */
function numbersIn(cell: Cell): number[] {
  if (typeof cell === 'number') return [cell];
  if (typeof cell !== 'string') return [];
  if (/^-?\d+(\.\d+)?$/.test(cell)) return [Number(cell)];
  return writtenNumbers(cell).map((written) => written.value);
}
