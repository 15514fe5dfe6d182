import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import form from '../../ui/form.module.css';
import type { Draft } from './draft.ts';
import type { FieldsProps } from './fields.tsx';
import { TitleField } from './title-field.tsx';

const languages = [
  { value: 'en', label: 'English' },
  { value: 'ar', label: 'العربية' },
  { value: 'fa', label: 'فارسی' },
];

/** What it is called, who may use it, and in which language its commands answer. */
export function IdentityFields(props: FieldsProps) {
  const { draft, change, wrong, organizationId } = props;
  const { t } = useTranslation();
  const isNew = organizationId === undefined;
  return (
    <>
      <div className={form['row']}>
        <TitleField {...props} />
        {isNew && (
          <TextInput
            label={t('channels.idLabel')}
            description={t('channels.idText')}
            value={draft.channelId}
            onChange={(event) => change({ channelId: event.currentTarget.value })}
            error={wrong.channelId && t('channels.idWrong')}
            maxLength={64}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </div>
      <div className={form['row']}>
        <Select
          label={t('channels.accessLabel')}
          description={t(`channels.accessText.${draft.accessType}`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={(['private', 'public'] as const).map((value) => ({
            value,
            label: t(`channels.access.${value}`),
          }))}
          value={draft.accessType}
          onChange={(value) => value && change({ accessType: value as Draft['accessType'] })}
          allowDeselect={false}
        />
        <Select
          label={t('channels.languageLabel')}
          data={languages}
          value={draft.language}
          onChange={(value) => value && change({ language: value as Draft['language'] })}
          allowDeselect={false}
        />
      </div>
    </>
  );
}
