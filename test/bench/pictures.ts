import { createAnswerFiles } from '../../src/main/answers/files.ts';
import type { Chart } from '../../src/preload/contract/answer.ts';
import { figure, percentile, type Scenario, timeEach } from './bench.ts';

const chart: Chart = {
  kind: 'bar',
  title: 'Sales by month',
  rtl: false,
  labels: Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}`),
  series: [{ name: 'total', values: Array.from({ length: 12 }, (_, n) => 1_000 + 137 * n) }],
};

/** A chart with 12 bars as a PNG: the first starts the process that draws, the others find it warm. */
export async function benchPictures(): Promise<Scenario> {
  await using files = createAnswerFiles();
  const draw = () => files.chart(chart);
  const [first = Number.NaN] = await timeEach(1, draw);
  const warm = await timeEach(40, draw);
  return {
    name: 'bot: a picture of 12 bars, 1600 × 960',
    rows: [
      figure('the first', first, 'ms'),
      figure('a warm one, p50', percentile(warm, 0.5), 'ms', 120),
      figure('a warm one, p99', percentile(warm, 0.99), 'ms'),
    ],
  };
}
