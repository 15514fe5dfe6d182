import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Chart as Picture } from '../../preload/contract/answer.ts';
import { chartOption, darkStyle, lightStyle } from '../../preload/contract/chart-option.ts';
import { useFormat } from '../format.ts';
import classes from './chart.module.css';

export interface ChartProps {
  chart: Picture;
  height?: number;
  /** What it shows, where it has no title. */
  label?: string;
  /** How its numbers read; plain numbers if unset. */
  format?: (value: number) => string;
  /** Its numbers count things: no half steps. */
  whole?: boolean;
  /** Its labels run evenly, as days do. */
  even?: boolean;
}

/** A live chart; its drawing library comes when the first one is shown. */
export function Chart({
  chart,
  height = 320,
  label,
  format,
  whole = false,
  even = false,
}: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const { number } = useFormat();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const style = {
      ...(scheme === 'dark' ? darkStyle : lightStyle),
      background: 'transparent',
      even,
      fontFamily: getComputedStyle(element).fontFamily,
      formatNumber: format ?? number,
    };
    let drawn: { dispose(): void } | null = null;
    let gone = false;
    void import('./echarts.ts').then(({ draw }) => {
      if (!gone) drawn = draw(element, chartOption(chart, style), whole);
    });
    return () => {
      gone = true;
      drawn?.dispose();
    };
  }, [chart, scheme, format, number, whole, even]);
  return (
    <div
      ref={place}
      className={classes['chart']}
      style={{ height }}
      role="img"
      aria-label={chart.title || label}
    />
  );
}
