import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useExport } from '../../save-entry.ts';
import { Icon } from '../../ui/icons.tsx';
import type { Asked } from './filter.ts';

/** What the filter finds, as a file. */
export function ExportActivity({ query }: { query: Asked }) {
  const { t } = useTranslation();
  const { save, saving } = useExport('activity.export');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={saving} leftSection={<Icon name="download" size={16} />}>
          {t('activity.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('activity.exportText')}</Menu.Label>
        <Menu.Item onClick={() => save({ ...query, format: 'csv' })}>CSV</Menu.Item>
        <Menu.Item onClick={() => save({ ...query, format: 'json' })}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
