import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { isTelegram } from './own.ts';

/** What is to be known of a channel in a word or two. */
export function ChannelBadges({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const { isActive, accessType, key, organizationId } = channel;
  const bot = isTelegram(channel);
  return (
    <>
      <Badge variant="light" color={isActive ? 'green' : 'gray'}>
        {t(isActive ? 'channels.active' : 'channels.inactive')}
      </Badge>
      {!bot && (
        <Badge variant="light" color={accessType === 'public' ? 'yellow' : 'brand'}>
          {t(`channels.access.${accessType}`)}
        </Badge>
      )}
      {!key && !bot && (
        <Badge variant="light" color="red">
          {t('channels.noKey')}
        </Badge>
      )}
      {organizationId === null && (
        <Badge variant="light" color="gray">
          {t('channels.everyone')}
        </Badge>
      )}
    </>
  );
}
