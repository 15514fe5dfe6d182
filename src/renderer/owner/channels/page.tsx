import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../preload/contract/contract.ts';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useEntry } from '../../queries.ts';
import { go, linkTo } from '../../router.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, View, Waiting } from '../../ui/state.tsx';
import { Activation } from './activation.tsx';
import { ChannelBadges } from './badges.tsx';
import { ChannelTabs } from './channel-tabs.tsx';
import classes from './channels.module.css';
import { EditChannel } from './edit.tsx';
import { Examples } from './examples.tsx';
import { Keys } from './keys.tsx';
import { isTelegram, ownChannels } from './own.ts';
import { TelegramChannel } from './telegram.tsx';
import { TryIt } from './try.tsx';
import { ChannelUsage } from './usage.tsx';

/** All about one channel. */
export function ChannelPage({ id }: { id: number }) {
  const { t } = useTranslation();
  const list = useEntry('channels.list', {});
  const channel = ownChannels(list.data?.channels ?? []).find((one) => one.id === id);
  if (channel && isTelegram(channel)) return <TelegramChannel key={id} channel={channel} />;
  if (channel && list.data) return <Whole key={id} channel={channel} data={list.data} />;
  return (
    <Page title={t('channels.title')} about={t('channels.about')}>
      <View query={list} waiting={<Waiting lines={8} height={28} />}>
        {() => (
          <Section>
            <Empty icon="channels" title={t('channels.gone')}>
              <Button variant="default" onClick={() => go('channels')}>
                {t('channels.all')}
              </Button>
            </Empty>
          </Section>
        )}
      </View>
    </Page>
  );
}

function Whole({ channel, data }: { channel: ChannelRow; data: OutputOf<'channels.list'> }) {
  const { t } = useTranslation();
  return (
    <Page title={channel.title} actions={<Activation channel={channel} />}>
      <div className={classes['links']}>
        <Anchor inherit href={linkTo('channels')}>
          {t('channels.all')}
        </Anchor>
        <code className="ltr">{channel.channelId}</code>
        <ChannelBadges channel={channel} />
      </div>
      <ChannelTabs
        id={channel.id}
        panels={{
          use: <ChannelUsage channel={channel} />,
          keys: <Keys channel={channel} />,
          try: <TryIt channel={channel} />,
          examples: (
            <Examples url={data.url} certificate={data.certificate} model={channel.limits.model} />
          ),
          edit: <EditChannel key={channel.id} channel={channel} />,
        }}
      />
    </Page>
  );
}
