import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';

/** Whether something is kept cannot be known: the machine's keychain does not answer. */
export function NoKeychain() {
  const { t } = useTranslation();
  return (
    <Alert color="red" icon={<Icon name="warning" size={18} />} role="alert">
      {t('setup.unreadable')}
    </Alert>
  );
}
