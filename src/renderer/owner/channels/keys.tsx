import { Badge, Button, Group, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKey } from '../../../preload/contract/channels.ts';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { Icon } from '../../ui/icons.tsx';
import { Section, TableWrap } from '../../ui/page.tsx';
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
  const { moment, ago } = useFormat();
  return (
    <TableWrap label={t('channels.tabs.keys')}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('channels.key')}</Table.Th>
            <Table.Th>{t('invitations.status')}</Table.Th>
            <Table.Th>{t('invitations.createdAt')}</Table.Th>
            <Table.Th>{t('invitations.expiresAt')}</Table.Th>
            <Table.Th>{t('channels.lastUsed')}</Table.Th>
            <Table.Th>
              <span className="unseen">{t('members.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => {
            const state = stateOf(key);
            return (
              <Table.Tr key={key.id}>
                <Table.Td>
                  <code className="ltr">{key.prefix}…</code>
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={colors[state]}>
                    {t(`channels.keyIs.${state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td>{moment(key.createdAt)}</Table.Td>
                <Table.Td>{key.expiresAt ? moment(key.expiresAt) : t('channels.never')}</Table.Td>
                <Table.Td>{key.lastUsedAt ? ago(key.lastUsedAt) : t('channels.notYet')}</Table.Td>
                <Table.Td>
                  <Group justify="flex-end">
                    {(state === 'active' || state === 'overlapping') && (
                      <Button
                        size="compact-sm"
                        variant="light"
                        color="red"
                        aria-label={t('channels.revokeOf', { key: key.prefix })}
                        onClick={() => onRevoke(key)}
                      >
                        {t('invitations.revoke')}
                      </Button>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </TableWrap>
  );
}
