import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useFormat } from '../../format.ts';
import { choose } from '../../period.ts';
import { useEntry } from '../../queries.ts';
import { FreePeriod } from '../../ui/free-period.tsx';
import { Section, Stat, Stats, Two } from '../../ui/page.tsx';
import { PeriodPicker } from '../../ui/period-picker.tsx';
import { Empty, View, WaitingStats } from '../../ui/state.tsx';
import { DayCharts } from './day-charts.tsx';
import { isTelegram } from './own.ts';
import { Quotas } from './quotas.tsx';
import { UseByModel } from './use-by-model.tsx';

/** What a channel was used for, against what it may be. */
export function ChannelUsage({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const { number, money, percent, duration } = useFormat();
  const [choice, setChoice] = useState(choose('month'));
  const { period } = choice;
  const use = useEntry('channels.use', { id: channel.id, period });
  return (
    <div className="stack">
      <div>
        <PeriodPicker value={choice} onChange={setChoice} />
      </div>
      <FreePeriod value={choice} onChange={setChoice} />
      <View query={use} waiting={<WaitingStats lines={1} />}>
        {({ days, models, answered }) => {
          const sum = (of: 'requests' | 'failed' | 'elapsedMs' | 'cost') =>
            days.reduce((total, day) => total + day[of], 0);
          const [requests, failed] = [sum('requests'), sum('failed')];
          const good = requests > 0 ? percent((requests - failed) / requests) : '—';
          return (
            <>
              <Stats>
                <Stat
                  label={t('channels.requests')}
                  value={number(requests)}
                  hint={failed > 0 ? t('overview.failed', { n: number(failed) }) : undefined}
                />
                <Stat label={t('channels.answeredShare')} value={good} />
                <Stat
                  label={t('channels.meanTime')}
                  value={requests > 0 ? duration(sum('elapsedMs') / requests) : '—'}
                />
                <Stat label={t('costs.cost')} value={money(sum('cost'))} />
              </Stats>
              <Section title={t('channels.quotas')} about={t('channels.quotasText')}>
                <Quotas channel={channel} answered={answered} />
              </Section>
              {days.length === 0 ? (
                <Section title={t('channels.byDay')}>
                  <Empty
                    icon="channels"
                    title={t('channels.unused')}
                    text={isTelegram(channel) ? undefined : t('channels.unusedText')}
                  />
                </Section>
              ) : (
                <>
                  <Two>
                    <DayCharts days={days} period={period} />
                  </Two>
                  <Section title={t('costs.byModel')}>
                    <UseByModel models={models} />
                  </Section>
                </>
              )}
            </>
          );
        }}
      </View>
    </div>
  );
}
