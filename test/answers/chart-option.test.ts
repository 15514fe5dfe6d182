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

describe('numbers beside each other', () => {
  it('have as many decimals', () => {
    const chart = {
      ...month,
      labels: ['a', 'b'],
      series: [{ name: 'x', values: [20936.7, 55219.67] }],
    };
    const { series } = chartOption(chart, lightStyle) as {
      series: { label: { formatter(of: { value: number }): string } }[];
    };
    const shown = chart.series[0]?.values.map((value) => series[0]?.label.formatter({ value }));
    expect(shown).toEqual(['20,936.70', '55,219.67']);
  });
});

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
