import { BarChart, LineChart, PieChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
  BarChart,
  LineChart,
  PieChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** Draws into the element and follows its size. */
export function draw(element: HTMLElement, option: Record<string, unknown>): { dispose(): void } {
  const chart = init(element);
  const tooltip = typeof option['tooltip'] === 'object' ? option['tooltip'] : {};
  // Drawn on the canvas: a box of HTML would want inline styles.
  chart.setOption({ ...option, tooltip: { ...tooltip, renderMode: 'richText', confine: true } });
  const watching = new ResizeObserver(() => chart.resize());
  watching.observe(element);
  return {
    dispose() {
      watching.disconnect();
      chart.dispose();
    },
  };
}
