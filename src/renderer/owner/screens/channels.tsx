import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntry } from '../../queries.ts';
import { go, usePlace } from '../../router.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { View, Waiting } from '../../ui/state.tsx';
import { Address } from '../channels/address.tsx';
import { CreateChannel } from '../channels/create.tsx';
import { ChannelList } from '../channels/list.tsx';
import { ownChannels } from '../channels/own.ts';
import { ChannelPage } from '../channels/page.tsx';

/** The programs that ask; with an id in the address, one of them. */
export function Channels() {
  const { path } = usePlace();
  const id = Number(path[1]);
  return Number.isInteger(id) && id > 0 ? <ChannelPage id={id} /> : <All />;
}

function All() {
  const { t } = useTranslation();
  const { query } = usePlace();
  const list = useEntry('channels.list', {});
  const create = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go('channels?new=1')}>
      {t('channels.create')}
    </Button>
  );
  return (
    <Page title={t('channels.title')} about={t('channels.about')} actions={create}>
      <View query={list} waiting={<Waiting lines={5} height={64} />}>
        {({ url, certificate, channels }) => (
          <>
            <Address url={url} certificate={certificate} />
            <ChannelList channels={ownChannels(channels)} action={create} />
          </>
        )}
      </View>
      {query.get('new') && <CreateChannel onClose={() => go('channels')} />}
    </Page>
  );
}
