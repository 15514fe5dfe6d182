import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtfulNumbers } from '../../src/main/ask/numbers.ts';
import type { Cell, Result } from '../../src/preload/contract/database.ts';

const result = (rows: Cell[][], columns = ['region', 'sales']): Result => ({
  columns: columns.map((name, index) => ({ name, type: index === 0 ? 'text' : 'decimal' })),
  rows,
  cut: null,
  elapsedMs: 1,
});
const sales = result([
  ['North', '1234567.89'],
  ['South', '800000.00'],
  ['East', '200000.11'],
]);
const doubts = (text: string, rows = sales) =>
  doubtfulNumbers(text, rows, 'What were sales by region in 2025?');

describe('the numbers check', () => {
  it.each([
    'North leads with 1,234,567.89.',
    'North leads with about 1.2 million, or 1,235 thousand.',
    'The three regions sold 2,234,568 together, 744,856 on average.',
    'North made 55.2% of it; East only 9 %.',
    'In 2025 North sold 434,567.89 more than South.',
    'North sold 1.54 times what South sold.',
    'North and South make up 91%.',
    'باع الشمال ١٬٢٣٤٬٥٦٧٫٨٩ أي نحو ١٫٢ مليون.',
    'شمال ۱٬۲۳۴٬۵۶۷٫۸۹ فروخت؛ ۳ منطقه در سال ۲۰۲۵.',
    'In Q4 2025, week 52, North sold 1,234,567.89.',
    'في الربع 4 باع الشمال 1,234,567.89.',
    'در سه‌ماههٔ ۴ شمال ۱٬۲۳۴٬۵۶۷٫۸۹ فروخت.',
  ])('finds nothing to doubt in «%s»', (text) => {
    expect(doubts(text)).toEqual([]);
  });

  it.each([
    ['North leads with 1,234,999.', '1,234,999'],
    ['North leads with 1.3 million.', '1.3'],
    ['The margin was 17.4%.', '17.4'],
    ['باع الشمال ٩٩٩٬٠٠٠.', '999,000'],
    ['There were 48 regions.', '48'],
    ['In Q2 North sold USD97.', '97'],
  ])('doubts «%s»', (text, number) => {
    expect(doubts(text)).toEqual([number]);
  });

  it('counts rows and reads numbers inside texts and dates', () => {
    const orders = result([['2026-03-14', 'A-778']], ['day', 'code']);
    expect(doubtfulNumbers('One order, A-778, on 14 March 2026.', orders, 'last order?')).toEqual(
      [],
    );
  });

  it('accepts each number of the rows however it is grouped, for any rows', () => {
    const rows = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rows, (values) => {
        const text = values.map((value) => Math.abs(value).toLocaleString('en')).join(' and ');
        return doubts(text, result(values.map((value) => ['x', value]))).length === 0;
      }),
    );
  });

  it('doubts a number that is far from all there is to know', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1000 }), (value) => {
        return doubts(`${value * 1_000_003 + 77}`, result([['x', value]])).length === 1;
      }),
    );
  });
});
