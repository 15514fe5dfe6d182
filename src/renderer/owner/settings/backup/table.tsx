import { ActionIcon, Badge, Menu, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupFile } from '../../../../preload/contract/entries/backup.ts';
import { useFormat } from '../../../format.ts';
import { Icon } from '../../../ui/icons.tsx';
import { endClass, TableWrap } from '../../../ui/page.tsx';
import type { Act } from './acts.tsx';

const colors = { scheduled: 'brand', manual: 'green', other: 'gray' } as const;

export interface BackupTableProps {
  backups: readonly BackupFile[];
  onAct: (act: Act) => void;
}

/** Newest first. */
export function BackupTable({ backups, onAct }: BackupTableProps) {
  const { t } = useTranslation();
  const { moment, bytes } = useFormat();
  return (
    <TableWrap label={t('backup.title')}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('invitations.createdAt')}</Table.Th>
            <Table.Th>{t('backup.way')}</Table.Th>
            <Table.Th className={endClass}>{t('backup.size')}</Table.Th>
            <Table.Th>
              <span className="unseen">{t('members.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {backups.map((one) => (
            <Table.Tr key={one.name}>
              <Table.Td title={one.name}>{moment(one.madeAt)}</Table.Td>
              <Table.Td>
                <Badge variant="light" color={colors[one.kind]}>
                  {t(`backup.kinds.${one.kind}`)}
                </Badge>
              </Table.Td>
              <Table.Td className={endClass}>{bytes(one.bytes)}</Table.Td>
              <Table.Td className={endClass}>
                <Acts backup={one} onAct={onAct} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableWrap>
  );
}

function Acts({ backup, onAct }: { backup: BackupFile; onAct: (act: Act) => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('members.actionsOf', { name: moment(backup.madeAt) })}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="shield" size={16} />}
          onClick={() => onAct({ kind: 'check', backup })}
        >
          {t('backup.check')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="refresh" size={16} />}
          onClick={() => onAct({ kind: 'restore', backup })}
        >
          {t('backup.restore')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<Icon name="trash" size={16} />}
          onClick={() => onAct({ kind: 'remove', backup })}
        >
          {t('form.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
