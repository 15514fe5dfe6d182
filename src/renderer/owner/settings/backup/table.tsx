import { ActionIcon, Badge, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupFile } from '../../../../preload/contract/entries/backup.ts';
import { useFormat } from '../../../format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Moment } from '../../../ui/moment.tsx';
import type { Act } from './acts.tsx';

const colors = { scheduled: 'brand', manual: 'green', other: 'gray' } as const;

export interface BackupTableProps {
  backups: readonly BackupFile[];
  onAct: (act: Act) => void;
}

/** Newest first. */
export function BackupTable({ backups, onAct }: BackupTableProps) {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  return (
    <DataTable
      label={t('backup.title')}
      rows={backups}
      keyOf={({ name }) => name}
      columns={[
        {
          head: t('invitations.createdAt'),
          cell: ({ name, madeAt }) => (
            <span title={name}>
              <Moment iso={madeAt} />
            </span>
          ),
        },
        {
          head: t('backup.way'),
          cell: ({ kind }) => (
            <Badge variant="light" color={colors[kind]}>
              {t(`backup.kinds.${kind}`)}
            </Badge>
          ),
        },
        { head: t('backup.size'), cell: (one) => bytes(one.bytes), end: true },
      ]}
      acts={(one) => <Acts backup={one} onAct={onAct} />}
    />
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
          color="var(--d-bad)"
          leftSection={<Icon name="trash" size={16} />}
          onClick={() => onAct({ kind: 'remove', backup })}
        >
          {t('form.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
