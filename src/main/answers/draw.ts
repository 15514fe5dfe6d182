import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../preload/contract/answer.ts';
import { chartOption, lightStyle } from '../../preload/contract/chart-option.ts';

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const size = { width: 800, height: 480 };
const font = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
);

/** A chart as SVG of 800 × 480 points. */
export function drawSvg(chart: Chart): string {
  const picture = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    // A picture has nothing to hover over.
    picture.setOption({ ...chartOption(chart, lightStyle), tooltip: undefined });
    return picture.renderToSVGString();
  } finally {
    picture.dispose();
  }
}

/** As a PNG, twice its points so that it is sharp on phones. */
export function draw(chart: Chart): Buffer {
  const image = new Resvg(drawSvg(chart), {
    fitTo: { mode: 'width', value: size.width * 2 },
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'Noto Sans Arabic' },
  });
  return image.render().asPng();
}
