import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import classes from './channels.module.css';

interface Part {
  label: string;
  used: number;
  /** Null: no limit. */
  most: number | null;
  show: (value: number) => string;
}

/** How much of its quotas and budgets is used today and this month, in UTC. */
export function Quotas({
  channel,
  answered,
}: {
  channel: ChannelRow;
  answered: { day: number; month: number };
}) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const budgets = useEntry('budgets.list', {});
  const spent = (period: 'day' | 'month') =>
    budgets.data?.find((one) => one.channelId === channel.id && one.period === period)?.spent ?? 0;
  const { dailyQuota, monthlyQuota, dailyBudget, monthlyBudget } = channel;
  const parts: Part[] = [
    { label: t('channels.today'), used: answered.day, most: dailyQuota, show: number },
    { label: t('channels.thisMonth'), used: answered.month, most: monthlyQuota, show: number },
    ...(dailyBudget === null
      ? []
      : [{ label: t('channels.spentToday'), used: spent('day'), most: dailyBudget, show: money }]),
    ...(monthlyBudget === null
      ? []
      : [
          {
            label: t('channels.spentMonth'),
            used: spent('month'),
            most: monthlyBudget,
            show: money,
          },
        ]),
  ];
  return (
    <div className={classes['quota']}>
      {parts.map((part) => (
        <Bar key={part.label} part={part} />
      ))}
    </div>
  );
}

function Bar({ part: { label, used, most, show } }: { part: Part }) {
  const { t } = useTranslation();
  const { percent } = useFormat();
  const share = most === null ? 0 : most === 0 ? 1 : used / most;
  const said =
    most === null
      ? t('channels.noLimit', { n: show(used) })
      : t('budgets.spent', { spent: show(used), amount: show(most) });
  return (
    <div>
      <div className={classes['quotaHead']}>
        <b>{label}</b>
        <span className="number">{said}</span>
      </div>
      {most !== null && (
        <Progress
          value={Math.min(100, share * 100)}
          color={share >= 1 ? 'red' : share >= 0.8 ? 'orange' : 'brand'}
          aria-label={`${label}: ${percent(share)}`}
        />
      )}
    </div>
  );
}
