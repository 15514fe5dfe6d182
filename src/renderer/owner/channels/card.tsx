import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useFormat } from '../../format.ts';
import { linkTo } from '../../router.ts';
import { Icon } from '../../ui/icons.tsx';
import { ChannelBadges } from './badges.tsx';
import classes from './channels.module.css';
import { isTelegram } from './own.ts';

/** A channel at a glance; leads to its page. */
export function ChannelCard({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const { number, money, percent } = useFormat();
  const { title, channelId, use } = channel;
  const good = use.requests > 0 ? (use.requests - use.failed) / use.requests : null;
  return (
    <a className={classes['card']} href={linkTo(`channels/${channel.id}`)}>
      <span className={classes['icon']}>
        <Icon name={isTelegram(channel) ? 'bot' : 'channels'} size={20} />
      </span>
      <span className={classes['name']}>
        <b dir="auto">{title}</b>
        <code className="ltr">{channelId}</code>
        <span className={classes['badges']}>
          <ChannelBadges channel={channel} />
        </span>
      </span>
      <span className={classes['figures']}>
        <Figure label={t('channels.requests30')} value={number(use.requests)} />
        <Figure label={t('channels.answeredShare')} value={good === null ? '—' : percent(good)} />
        <Figure label={t('costs.cost')} value={money(use.cost)} />
      </span>
    </a>
  );
}

const Figure = ({ label, value }: { label: string; value: string }) => (
  <span>
    <span className={classes['figureLabel']}>{label}</span>
    <span className={classes['figure']}>{value}</span>
  </span>
);
