import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typedDirection } from '../../ui/typed-direction.ts';
import type { FieldsProps } from './fields.tsx';

/** What people call it. */
export function TitleField({ draft, change, wrong, organizationId }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('channels.titleLabel')}
      description={t('channels.titleText')}
      value={draft.title}
      onChange={(event) => change({ title: event.currentTarget.value })}
      error={wrong.title && t('form.needed')}
      maxLength={100}
      dir={typedDirection(draft.title)}
      data-autofocus={organizationId === undefined || undefined}
    />
  );
}
