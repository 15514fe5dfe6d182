import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../preload/contract/answer.ts';
import {
  barsLie,
  type ChartStyle,
  chartOption,
  lightStyle,
} from '../../preload/contract/chart-option.ts';
import { lineWidth } from './letters.ts';

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** A telephone shows a picture about half as wide: letters are that much larger than in a window. */
const size = { width: 720, height: 432 };
const style: ChartStyle = { ...lightStyle, fontSize: 16, width: size.width - 48 };
const scale = 20 / 9;
const room = { title: 96, bar: 28 };

const font = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
);

/** Without a canvas ECharts takes each Arabic letter to be as wide as it is high. */
setPlatformAPI({ measureText: (text, css) => ({ width: lineWidth(text) * pixels(css) }) });

const pixels = (css = ''): number => Number(/([\d.]+)px/.exec(css)?.[1] ?? style.fontSize);

/** A chart as SVG of 720 × 432 points, taller where many bars lie. */
export function drawSvg(chart: Chart): string {
  const picture = init(null, null, { renderer: 'svg', ssr: true, ...sizeOf(chart) });
  try {
    // A picture has nothing to hover over.
    picture.setOption({ ...chartOption(chart, style), tooltip: undefined });
    return picture.renderToSVGString();
  } finally {
    picture.dispose();
  }
}

function sizeOf(chart: Chart): typeof size {
  const bars = barsLie(chart, style) ? chart.labels.length * chart.series.length : 0;
  return { ...size, height: Math.max(size.height, room.title + bars * room.bar) };
}

/** As a PNG 1,600 pixels wide, so that it is sharp on phones. */
export function draw(chart: Chart): Buffer {
  const image = new Resvg(drawSvg(chart), {
    fitTo: { mode: 'width', value: size.width * scale },
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'Noto Sans Arabic' },
  });
  return image.render().asPng();
}
