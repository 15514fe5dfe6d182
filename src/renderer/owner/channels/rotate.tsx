import { Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useCommand } from '../../queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { endOfDay, isPast } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';
import { NewKey } from './new-key.tsx';

const overlaps = [0, 1, 24, 168] as const;

export interface RotateKeyProps {
  channel: ChannelRow;
  action: string;
  onClose: () => void;
}

/** A new key; the one before stays good for as long as it takes to put the new one in place. */
export function RotateKey({ channel, action, onClose }: RotateKeyProps) {
  const { t } = useTranslation();
  const rotate = useCommand('channels.rotate');
  const [hours, setHours] = useState('24');
  const [until, setUntil] = useState('');
  if (rotate.data)
    return (
      <Modal
        opened
        onClose={onClose}
        title={t('channels.newKey')}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        <NewKey secret={rotate.data.secret} onDone={onClose} />
      </Modal>
    );
  return (
    <Dialog
      title={action}
      action={action}
      pending={rotate.isPending}
      error={rotate.error}
      onClose={onClose}
      onSubmit={() =>
        !isPast(until) &&
        rotate.mutate({
          id: channel.id,
          overlapHours: Number(hours),
          expiresAt: endOfDay(until),
        })
      }
    >
      {channel.key && (
        <Select
          label={t('channels.overlap')}
          data={overlaps.map((value) => ({
            value: String(value),
            label: t(`channels.overlaps.${value}`),
          }))}
          value={hours}
          onChange={(value) => value && setHours(value)}
          allowDeselect={false}
        />
      )}
      <ExpiryField label={t('channels.until')} value={until} onChange={setUntil} />
    </Dialog>
  );
}
