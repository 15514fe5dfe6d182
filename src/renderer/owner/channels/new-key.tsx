import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy.tsx';
import form from '../../ui/form.module.css';

/** The whole key, this once. */
export function NewKey({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={form['form']}>
      <Alert color="yellow">{t('channels.shownOnce')}</Alert>
      <div className={form['secret']}>
        <code className="ltr">{secret}</code>
        <CopyButton text={secret} label={t('form.copy')} />
      </div>
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('form.done')}</Button>
      </Group>
    </div>
  );
}
