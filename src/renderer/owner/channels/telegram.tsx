import { Anchor, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { go, linkTo, useTab } from '../../router.ts';
import { Page } from '../../ui/page.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { Activation } from './activation.tsx';
import { ChannelBadges } from './badges.tsx';
import classes from './channels.module.css';
import { EditTelegram } from './edit-telegram.tsx';
import { ChannelUsage } from './usage.tsx';

const tabs = ['use', 'edit'] as const;

/** The bot's own channel: no keys and no models of its own, but a pace, quotas, on and off. */
export function TelegramChannel({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const tab = useTab(tabs);
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
      <Tabs
        value={tab}
        onChange={(next) => go(`channels/${channel.id}?tab=${next}`)}
        keepMounted={false}
      >
        <TabBar
          value={tab}
          tabs={tabs.map((value) => ({ value, label: t(`channels.tabs.${value}`) }))}
        />
        <Tabs.Panel value="use">
          <ChannelUsage channel={channel} />
        </Tabs.Panel>
        <Tabs.Panel value="edit">
          <EditTelegram channel={channel} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
