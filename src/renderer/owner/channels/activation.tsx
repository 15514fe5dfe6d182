import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useAct } from '../../act.ts';
import { useCommand } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { isTelegram } from './own.ts';

/** Opens the channel, or shuts it after asking by its name. */
export function Activation({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const change = useCommand('channels.change');
  const activate = useAct('channels.change');
  const [asking, setAsking] = useState(false);
  const { id, isActive, channelId } = channel;
  if (!isActive)
    return (
      <Button
        loading={activate.isPending}
        onClick={() => activate.mutate({ id, change: { isActive: true } })}
      >
        {t('channels.activate')}
      </Button>
    );
  return (
    <>
      <Button color="red" variant="light" onClick={() => setAsking(true)}>
        {t('channels.deactivate')}
      </Button>
      {asking && (
        <Confirm
          title={t('channels.deactivateTitle')}
          text={t(isTelegram(channel) ? 'channels.pauseText' : 'channels.deactivateText')}
          name={channelId}
          action={t('channels.deactivate')}
          pending={change.isPending}
          error={change.error}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            change.mutate(
              { id, change: { isActive: false } },
              { onSuccess: () => setAsking(false) },
            )
          }
        />
      )}
    </>
  );
}
