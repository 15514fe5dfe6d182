import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelUse } from '../../../preload/contract/channels.ts';
import type { Period } from '../../../preload/contract/costs.ts';
import { useFormat, useLanguage } from '../../format.ts';
import { isRtl } from '../../i18n.ts';
import { daysOf } from '../../period.ts';
import { Chart } from '../../ui/chart.tsx';
import { Section } from '../../ui/page.tsx';

type Day = ChannelUse & { day: string };

/** Requests and spending by day; days without any stand as empty ones. */
export function DayCharts({ days, period }: { days: readonly Day[]; period: Period }) {
  const { t } = useTranslation();
  const { money, dayShort } = useFormat();
  const rtl = isRtl(useLanguage());
  const { requests, spending } = useMemo(() => {
    const known = new Map(days.map((one) => [one.day, one]));
    const all = daysOf(shown(days, period)).map((day) => ({ day, use: known.get(day) }));
    const base = {
      kind: 'bar' as const,
      title: '',
      rtl,
      labels: all.map(({ day }) => dayShort(day)),
    };
    const values = (of: (use: Day) => number) => all.map(({ use }) => (use ? of(use) : 0));
    return {
      requests: {
        ...base,
        series: [
          {
            name: t('questions.ok'),
            values: values(({ requests: all_, failed }) => all_ - failed),
          },
          { name: t('questions.error'), values: values(({ failed }) => failed) },
        ],
      },
      spending: {
        ...base,
        series: [{ name: t('costs.cost'), values: values(({ cost }) => cost) }],
      },
    };
  }, [days, period, rtl, dayShort, t]);
  return (
    <>
      <Section title={t('channels.byDay')}>
        <Chart chart={requests} height={240} whole even label={t('channels.byDay')} />
      </Section>
      <Section title={t('overview.spending')}>
        <Chart chart={spending} height={240} format={money} even label={t('overview.spending')} />
      </Section>
    </>
  );
}

/** A period may begin long before anything was used, even before there were channels. */
function shown(days: readonly Day[], { from, to }: Period): Period {
  const yearBefore = new Date(Date.parse(to) - 365 * 86_400_000).toISOString().slice(0, 10);
  const [begin = from] = [days[0]?.day ?? to, yearBefore].sort();
  return { from: from > begin ? from : begin, to };
}
