import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayCosts } from '../../preload/contract/costs.ts';
import { useFormat, useLanguage } from '../format.ts';
import { isRtl } from '../i18n.ts';
import { Chart } from './chart.tsx';
import { Empty } from './state.tsx';

/** Spending by day. */
export function Trend({ days, height = 240 }: { days: DayCosts[]; height?: number }) {
  const { t } = useTranslation();
  const { money, dayShort } = useFormat();
  const language = useLanguage();
  const chart = useMemo(
    () => ({
      kind: 'bar' as const,
      title: '',
      rtl: isRtl(language),
      labels: days.map((one) => dayShort(one.day)),
      series: [{ name: t('costs.cost'), values: days.map((one) => one.cost) }],
    }),
    [days, language, dayShort, t],
  );
  if (days.length === 0)
    return <Empty icon="costs" title={t('costs.none')} text={t('costs.noneText')} />;
  return <Chart chart={chart} height={height} format={money} label={t('overview.spending')} />;
}
