import { describe, expect, it } from 'vitest';
import type { Chart } from '../../src/preload/contract/answer.ts';
import { chartOption, lightStyle } from '../../src/preload/contract/chart-option.ts';

const month: Chart = {
  kind: 'bar',
  title: '',
  rtl: true,
  language: 'ar',
  labels: Array.from({ length: 30 }, (_, day) => `${day + 1} نوفمبر`),
  series: [{ name: 'التكلفة', values: Array.from({ length: 30 }, (_, day) => day) }],
};

describe('a chart of days', () => {
  it('stands, however many they are: some of their names are enough', () => {
    expect(chartOption(month, { ...lightStyle, even: true })).toMatchObject({
      xAxis: { type: 'category' },
      yAxis: { type: 'value' },
    });
  });

  it('lies where every name is needed', () => {
    expect(chartOption(month, lightStyle)).toMatchObject({
      xAxis: { type: 'value' },
      yAxis: { type: 'category' },
    });
  });
});
