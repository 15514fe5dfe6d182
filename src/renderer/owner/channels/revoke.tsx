import { useTranslation } from 'react-i18next';
import type { ChannelKey } from '../../../preload/contract/channels.ts';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useCommand } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';

export interface RevokeKeyProps {
  channel: ChannelRow;
  of: ChannelKey;
  onClose: () => void;
}

/** Ends a key at once; its beginning has to be typed. */
export function RevokeKey({ channel, of, onClose }: RevokeKeyProps) {
  const { t } = useTranslation();
  const revoke = useCommand('channels.revoke');
  return (
    <Confirm
      title={t('channels.revokeTitle')}
      text={t('channels.revokeText')}
      name={of.prefix}
      action={t('invitations.revoke')}
      pending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate({ id: channel.id, keyId: of.id }, { onSuccess: onClose })}
    />
  );
}
