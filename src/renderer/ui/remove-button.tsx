import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from './icons.tsx';

export interface RemoveButtonProps {
  /** Of what is removed. */
  name: string;
  loading?: boolean;
  onClick: () => void;
}

/** A bin at the end of a row. */
export function RemoveButton({ name, loading = false, onClick }: RemoveButtonProps) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="red"
      aria-label={t('form.removeOf', { name })}
      loading={loading}
      onClick={onClick}
    >
      <Icon name="trash" size={17} />
    </ActionIcon>
  );
}
