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

/** Without a title of its own a picture needs no room for one. */
function compact(option: Record<string, unknown>): Record<string, unknown> {
  const grid = typeof option['grid'] === 'object' ? option['grid'] : null;
  const titled = JSON.stringify(option['title'] ?? '').includes('"text":""') === false;
  return titled || !grid ? option : { ...option, grid: { ...grid, left: 4, right: 8, top: 24 } };
}

/** Draws into the element and follows its size. */
export function draw(element: HTMLElement, option: Record<string, unknown>): { dispose(): void } {
  const chart = init(element);
  const tooltip = typeof option['tooltip'] === 'object' ? option['tooltip'] : {};
  // Drawn on the canvas: a box of HTML would want inline styles.
  chart.setOption({
    ...compact(option),
    tooltip: { ...tooltip, renderMode: 'richText', confine: true },
  });
  const watching = new ResizeObserver(() => chart.resize());
  watching.observe(element);
  return {
    dispose() {
      watching.disconnect();
      chart.dispose();
    },
  };
}
