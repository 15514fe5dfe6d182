import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKey } from '../../../preload/contract/channels.ts';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { type KeyState, stateOf } from './key-state.ts';
import { RevokeKey } from './revoke.tsx';
import { RotateKey } from './rotate.tsx';

const colors: Record<KeyState, string> = {
  active: 'green',
  overlapping: 'yellow',
  expired: 'gray',
  revoked: 'red',
};

/** The keys a channel has had: one is active, the one before may overlap it for a while. */
export function Keys({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const keys = useEntry('channels.keys', { id: channel.id });
  const [rotating, setRotating] = useState(false);
  const [revoking, setRevoking] = useState<ChannelKey | null>(null);
  const action = t(channel.key ? 'channels.rotate' : 'channels.issue');
  const issue = (
    <Button leftSection={<Icon name="key" size={16} />} onClick={() => setRotating(true)}>
      {action}
    </Button>
  );
  return (
    <Section title={t('channels.tabs.keys')} about={t('channels.keysText')} action={issue}>
      <View query={keys}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="key" title={t('channels.noKey')} text={t('channels.noKeyText')} />
          ) : (
            <KeyTable keys={list} onRevoke={setRevoking} />
          )
        }
      </View>
      {rotating && (
        <RotateKey channel={channel} action={action} onClose={() => setRotating(false)} />
      )}
      {revoking && <RevokeKey channel={channel} of={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

interface KeyTableProps {
  keys: readonly ChannelKey[];
  onRevoke: (key: ChannelKey) => void;
}

function KeyTable({ keys, onRevoke }: KeyTableProps) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  return (
    <DataTable
      label={t('channels.tabs.keys')}
      rows={keys}
      keyOf={({ id }) => id}
      columns={[
        { head: t('channels.key'), cell: ({ prefix }) => <code className="ltr">{prefix}…</code> },
        {
          head: t('invitations.status'),
          cell: (key) => (
            <Badge variant="light" color={colors[stateOf(key)]}>
              {t(`channels.keyIs.${stateOf(key)}`)}
            </Badge>
          ),
        },
        {
          head: t('invitations.createdAt'),
          cell: ({ createdAt }) => <Moment iso={createdAt} />,
          wide: true,
        },
        {
          head: t('invitations.expiresAt'),
          cell: ({ expiresAt }) => (expiresAt ? <Moment iso={expiresAt} /> : t('channels.never')),
        },
        {
          head: t('channels.lastUsed'),
          cell: ({ lastUsedAt }) => (lastUsedAt ? ago(lastUsedAt) : t('channels.notYet')),
          wide: true,
        },
      ]}
      acts={(key) =>
        (stateOf(key) === 'active' || stateOf(key) === 'overlapping') && (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            aria-label={t('channels.revokeOf', { key: key.prefix })}
            onClick={() => onRevoke(key)}
          >
            {t('invitations.revoke')}
          </Button>
        )
      }
    />
  );
}
