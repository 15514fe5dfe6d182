import { BarChart, LineChart, PieChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { LegacyGridContainLabel } from 'echarts/features';
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
  // What the bot's pictures have too: without it labels that are not shown take room.
  LegacyGridContainLabel,
]);

const asObject = (value: unknown): object =>
  value !== null && typeof value === 'object' ? value : {};

/** Without a title of its own a picture needs no room for one. */
function compact(option: Record<string, unknown>): Record<string, unknown> {
  const grid = typeof option['grid'] === 'object' ? option['grid'] : null;
  // An empty title may come wrapped in the marks of its direction.
  const titled = !/"text":"[\u2067\u2069]*"/.test(JSON.stringify(option['title'] ?? ''));
  if (titled || !grid) return option;
  const legend = typeof option['legend'] === 'object' ? { ...option['legend'], top: 0 } : undefined;
  const room = { ...grid, left: 8, right: 24, top: legend ? 44 : 24 };
  return { ...option, grid: room, ...(legend ? { legend } : {}) };
}

/** Draws into the element and follows its size. */
export function draw(
  element: HTMLElement,
  option: Record<string, unknown>,
  whole: boolean,
): { dispose(): void } {
  const chart = init(element);
  const tooltip = typeof option['tooltip'] === 'object' ? option['tooltip'] : {};
  // Drawn on the canvas: a box of HTML would want inline styles.
  chart.setOption({
    ...compact(option),
    ...(whole ? { yAxis: { ...asObject(option['yAxis']), minInterval: 1 } } : {}),
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
