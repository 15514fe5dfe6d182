import { describe, expect, it } from 'vitest';
import { chartOf } from '../../src/main/ask/chart.ts';
import type { Cell, Result } from '../../src/preload/contract/database.ts';

const result = (rows: Cell[][], label = 'channel', value = 'total_sales'): Result => ({
  columns: [
    { name: label, type: 'text' },
    { name: value, type: 'float' },
  ],
  rows,
  cut: null,
  elapsedMs: 1,
});
const channels = result([
  ['web', 60],
  ['store', 30],
  ['phone', 10],
]);
const months = result([
  ['2025-01', 1],
  ['2025-02', 2],
]);
const many = result(Array.from({ length: 12 }, (_, n) => [`c${n}`, n + 1]));

describe('a chart', () => {
  it.each([
    ['What were sales by channel?', channels, 'bar'],
    ['What were sales by month?', months, 'line'],
    ['Sales by channel as a pie chart', channels, 'pie'],
    ['المبيعات حسب القناة في رسم دائري', channels, 'pie'],
    ['فروش هر کانال با نمودار دایره‌ای', channels, 'pie'],
    ['Share of sales by channel last year', channels, 'pie'],
    ['Sales by month as a bar chart', months, 'bar'],
    ['المبيعات حسب الشهر برسم أعمدة', months, 'bar'],
    ['Sales by customer as a pie chart', many, 'bar'],
    [
      'A pie of losses and gains',
      result([
        ['a', -1],
        ['b', 2],
      ]),
      'bar',
    ],
  ] as const)('of «%s» is shaped by the wish and the rows', (question, rows, kind) => {
    expect(chartOf(rows, question, 'en')?.kind).toBe(kind);
  });

  it('is called by its question, or by its columns where that says little', () => {
    const title = (question: string) => chartOf(channels, question, 'en')?.title;
    expect(title('What were sales by channel?')).toBe('What were sales by channel?');
    expect(title('and by channel?')).toBe('total sales · channel');
    expect(title('Mail sales by channel to ali@example.com')).toBe('total sales · channel');
  });
});
