import { MultiSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntry } from '../../queries.ts';
import type { FieldsProps } from './fields.tsx';

/** Which databases it may ask, the usual one first, and whether the log keeps the texts. */
export function DataFields({ draft, change, organizationId }: FieldsProps) {
  const { t } = useTranslation();
  const list = useEntry('databases.list', {});
  // One of the whole appliance sees what is shared with everyone.
  const offered = (list.data ?? []).filter(
    ({ kind }) => kind === 'shared' || (organizationId !== null && kind === 'organization'),
  );
  return (
    <>
      <MultiSelect
        label={t('channels.databasesLabel')}
        description={t('channels.databasesText')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={draft.databases.length === 0 ? t('channels.plainChat') : undefined}
        data={offered.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.databases.map(String)}
        onChange={(values) => change({ databases: values.map(Number) })}
        nothingFoundMessage={t('databases.none')}
        clearButtonProps={{ 'aria-label': t('form.remove') }}
        searchable
        clearable
      />
      <Switch
        label={t('channels.logTexts')}
        description={t('channels.logTextsText')}
        checked={draft.logTexts}
        onChange={(event) => change({ logTexts: event.currentTarget.checked })}
      />
    </>
  );
}
