import type { Chart, Language } from './answer.ts';
import { codesApart } from './direction.ts';

/** What the surroundings decide of a picture: colours and how numbers read. */
export interface ChartStyle {
  text: string;
  line: string;
  background: string;
  palette: readonly string[];
  fontFamily: string;
  /** Points of the labels; the title is larger. */
  fontSize: number;
  /** Points a line of words may be long. */
  width: number;
  /** Its labels run evenly, as days do: some of them are enough, and the bars always stand. */
  even?: boolean;
  /** @param decimals as many at least: numbers beside each other have as many. */
  formatNumber(value: number, language?: Language, decimals?: number): string;
}

const palette = [
  '#2f6f8f',
  '#e08e45',
  '#5b9e6f',
  '#b5566b',
  '#7a6cb0',
  '#c2a13a',
  '#4d8a99',
  '#8d6e63',
];

export const lightStyle: ChartStyle = {
  text: '#26323a',
  line: '#d7dee2',
  background: '#ffffff',
  palette,
  fontFamily: 'Noto Sans Arabic, sans-serif',
  fontSize: 12,
  width: 720,
  formatNumber: (value, language = 'en', decimals = 0) =>
    value.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: 2 }),
};

export const darkStyle: ChartStyle = {
  ...lightStyle,
  text: '#e3e8eb',
  line: '#42505a',
  background: 'transparent',
};

const longLabel = 11;
const cutLabel = 28;
/** Of a letter, in its font's size. */
const meanLetter = 0.6;

/** Bars lie down where their labels would not stand beside each other. */
export function barsLie({ kind, labels }: Chart, { fontSize, width, even }: ChartStyle): boolean {
  if (even) return false;
  const longest = labels.reduce((most, text) => Math.max(most, text.length), 0);
  const together = labels.length * longest * fontSize * meanLetter;
  return kind === 'bar' && (longest > longLabel || together > width);
}

const words = ({ text, fontFamily, fontSize }: ChartStyle) => ({
  color: text,
  fontFamily,
  fontSize,
});

/** A chart as an ECharts option, the same for the bot's pictures and the windows' live charts. */
export function chartOption(chart: Chart, style: ChartStyle): Record<string, unknown> {
  const base = {
    animation: false,
    backgroundColor: style.background,
    color: [...style.palette],
    textStyle: words(style),
    title: {
      text: label(chart, shorten(chart.title, 90)),
      ...(chart.rtl ? { right: 24 } : { left: 24 }),
      top: 14,
      textStyle: {
        ...words(style),
        fontSize: Math.round(style.fontSize * 1.4),
        fontWeight: 600,
        overflow: 'break',
        // Lines are broken as if a letter beyond ASCII were as wide as it is high.
        width: style.width * (chart.rtl ? 1.8 : 1),
      },
    },
    tooltip: { trigger: chart.kind === 'pie' ? 'item' : 'axis' },
  };
  return chart.kind === 'pie'
    ? { ...base, ...pie(chart, style) }
    : { ...base, ...axes(chart, style) };
}

function pie(chart: Chart, style: ChartStyle): Record<string, unknown> {
  const values = chart.series[0]?.values ?? [];
  const data = chart.labels.map((name, index) => ({
    name: label(chart, shorten(name, cutLabel)),
    value: values[index] ?? 0,
  }));
  return {
    series: [
      {
        type: 'pie',
        radius: ['38%', '68%'],
        center: ['50%', '55%'],
        data,
        label: { ...words(style), formatter: '{b}\n{d}%' },
      },
    ],
  };
}

function axes(chart: Chart, style: ChartStyle): Record<string, unknown> {
  const lying = barsLie(chart, style);
  const several = chart.series.length > 1;
  const numbered = chart.kind === 'bar' && !several && chart.labels.length <= 12;
  const categories = {
    type: 'category',
    data: chart.labels.map((text) => label(chart, shorten(text, cutLabel))),
    // The first bar on top, and time running with the reader's eye.
    inverse: lying || chart.rtl,
    position: lying && chart.rtl ? 'right' : undefined,
    axisLine: { lineStyle: { color: style.line } },
    axisTick: { show: false },
    axisLabel: { ...words(style), hideOverlap: true },
  };
  const values = {
    type: 'value',
    inverse: lying && chart.rtl,
    position: !lying && chart.rtl ? 'right' : undefined,
    // The number at the end of the longest bar needs a place of its own.
    boundaryGap: numbered && lying ? [0, '20%'] : undefined,
    splitLine: { lineStyle: { color: style.line } },
    axisLabel: {
      ...words(style),
      formatter: (value: number) => style.formatNumber(value, chart.language),
      hideOverlap: true,
    },
  };
  return {
    grid: {
      left: 24,
      right: 28,
      top: style.fontSize * (several ? 7 : 5),
      bottom: 16,
      containLabel: true,
    },
    ...(several ? { legend: { top: style.fontSize * 3.5, textStyle: words(style) } } : {}),
    xAxis: lying ? values : categories,
    yAxis: lying ? categories : values,
    series: chart.series.map((one) => ({
      type: chart.kind,
      name: label(chart, shorten(one.name, cutLabel)),
      data: [...one.values],
      ...(chart.kind === 'bar'
        ? { barMaxWidth: 46, itemStyle: { borderRadius: 3 } }
        : { symbolSize: 6, lineStyle: { width: 2.5 } }),
      ...(numbered ? { label: valueLabel(chart, style, lying) } : {}),
    })),
  };
}

/** Of hundredths at most. */
const decimalsOf = (value: number | null): number =>
  String(Math.round((value ?? 0) * 100) / 100).split('.')[1]?.length ?? 0;

const valueLabel = (chart: Chart, style: ChartStyle, lying: boolean) => {
  const decimals = Math.max(...chart.series.flatMap(({ values }) => values.map(decimalsOf)), 0);
  return {
    show: true,
    position: lying ? (chart.rtl ? 'left' : 'right') : 'top',
    ...words(style),
    formatter: ({ value }: { value: number | null }) =>
      value === null ? '' : style.formatNumber(value, chart.language, decimals),
  };
};

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** Renderers that know no direction put mixed text in order when it is wrapped in an isolate. */
const label = (chart: Chart, text: string): string =>
  chart.rtl && /\p{Script=Arabic}/u.test(text) ? `\u2067${codesApart(text)}\u2069` : text;
