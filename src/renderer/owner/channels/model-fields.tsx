import { Alert, Anchor, MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntry, useProblem } from '../../queries.ts';
import { linkTo } from '../../router.ts';
import form from '../../ui/form.module.css';
import type { FieldsProps } from './fields.tsx';
import { useUsualModel } from './usual-model.ts';

/** Which models it may use: those that the configured keys can really use are offered. */
export function ModelFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation();
  const problem = useProblem();
  const models = useEntry('channels.models', {});
  const usual = useUsualModel(draft);
  const real = models.data?.map(({ id }) => id) ?? [];
  // What was chosen before stays visible, said to be unusable, rather than vanishing.
  const set = [draft.defaultModel, ...(draft.availableModels ?? [])].filter((id) => id !== null);
  const lost = models.data ? [...new Set(set)].filter((id) => !real.includes(id)) : [];
  const data = [
    ...real,
    ...lost.map((value) => ({ value, label: t('channels.modelLost', { model: value }) })),
  ];
  const empty = models.isError || models.data?.length === 0;
  return (
    <>
      {empty && (
        <Alert color="yellow">
          {models.isError ? problem(models.error) : t('channels.noModels')}{' '}
          <Anchor inherit underline="always" href={linkTo('settings?tab=connections')}>
            {t('channels.openModels')}
          </Anchor>
        </Alert>
      )}
      <div className={form['row']}>
        <Select
          label={t('channels.defaultModel')}
          placeholder={t('channels.usual', { value: usual })}
          data={data}
          value={draft.defaultModel}
          onChange={(defaultModel) => change({ defaultModel })}
          nothingFoundMessage={t('channels.noModel')}
          clearButtonProps={{ 'aria-label': t('form.remove') }}
          searchable
          clearable
        />
        <Select
          label={t('channels.modelSwitch')}
          description={t('channels.modelSwitchText')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={[
            {
              value: 'usual',
              label: t('channels.usual', {
                value: t(draft.accessType === 'public' ? 'channels.no' : 'channels.yes'),
              }),
            },
            { value: 'yes', label: t('channels.yes') },
            { value: 'no', label: t('channels.no') },
          ]}
          value={draft.allowModelSwitch === null ? 'usual' : draft.allowModelSwitch ? 'yes' : 'no'}
          onChange={(value) =>
            change({ allowModelSwitch: value === 'usual' ? null : value === 'yes' })
          }
          allowDeselect={false}
        />
      </div>
      <MultiSelect
        label={t('channels.availableModels')}
        description={t('channels.availableModelsText')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={draft.availableModels === null ? t('channels.allModels') : undefined}
        data={data}
        value={draft.availableModels ?? []}
        onChange={(values) => change({ availableModels: values.length === 0 ? null : values })}
        nothingFoundMessage={t('channels.noModel')}
        clearButtonProps={{ 'aria-label': t('form.remove') }}
        searchable
        clearable
      />
    </>
  );
}
