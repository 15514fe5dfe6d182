import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayCosts } from '../../preload/contract/costs.ts';
import { useFormat, useLanguage } from '../format.ts';
import { isRtl } from '../i18n.ts';
import { daysOf } from '../period.ts';
import { Chart } from './chart.tsx';
import { Empty } from './state.tsx';

/** Spending by day. */
export function Trend({ days, height = 240 }: { days: DayCosts[]; height?: number }) {
  const { t } = useTranslation();
  const { money, dayShort } = useFormat();
  const language = useLanguage();
  const chart = useMemo(() => {
    // Days without spending stand as empty ones: time runs evenly.
    const [from = '', to = ''] = [days[0]?.day, days.at(-1)?.day];
    const all = days.length === 0 ? [] : daysOf({ from, to });
    const spent = new Map(days.map((one) => [one.day, one.cost]));
    return {
      kind: 'bar' as const,
      title: '',
      rtl: isRtl(language),
      labels: all.map(dayShort),
      series: [{ name: t('costs.cost'), values: all.map((day) => spent.get(day) ?? 0) }],
    };
  }, [days, language, dayShort, t]);
  if (days.length === 0)
    return <Empty icon="costs" title={t('costs.none')} text={t('costs.noneText')} />;
  return <Chart chart={chart} height={height} format={money} label={t('overview.spending')} even />;
}
