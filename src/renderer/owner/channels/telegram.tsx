import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { linkTo } from '../../router.ts';
import { Page } from '../../ui/page.tsx';
import { Activation } from './activation.tsx';
import { ChannelBadges } from './badges.tsx';
import { ChannelTabs } from './channel-tabs.tsx';
import classes from './channels.module.css';
import { EditTelegram } from './edit-telegram.tsx';
import { ChannelUsage } from './usage.tsx';

/** The bot's own channel: no keys and no models of its own, but a pace, quotas, on and off. */
export function TelegramChannel({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  return (
    <Page
      title={channel.title}
      about={t('channels.telegram')}
      actions={<Activation channel={channel} />}
    >
      <div className={classes['links']}>
        <Anchor inherit href={linkTo('channels')}>
          {t('channels.all')}
        </Anchor>
        <ChannelBadges channel={channel} />
        <Anchor inherit href={linkTo('settings?tab=connections')}>
          {t('settings.tabs.connections')}
        </Anchor>
        <Anchor inherit href={linkTo('settings?tab=limits')}>
          {t('settings.tabs.limits')}
        </Anchor>
      </div>
      <ChannelTabs
        id={channel.id}
        panels={{
          use: <ChannelUsage channel={channel} />,
          edit: <EditTelegram channel={channel} />,
        }}
      />
    </Page>
  );
}
