import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format.ts';
import { useCommand } from '../../../queries.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Done } from '../../../ui/done.tsx';
import form from '../../../ui/form.module.css';
import { Restart } from '../../restart.tsx';
import type { BackupActProps } from './acts.tsx';
import { givenPassphrase, isPassphrase, leastPassphrase, Passphrase } from './passphrase.tsx';

/** Lays a backup ready for the next start, once its name has been typed. */
export function RestoreBackup({ backup: { name, madeAt }, onClose }: BackupActProps) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const restore = useCommand('backup.restore');
  const [typed, setTyped] = useState('');
  const good = isPassphrase(typed);
  if (restore.data)
    return (
      <Done
        title={t('backup.laid')}
        text={`${t('backup.laidText')} ${t(restore.data.secrets ? 'backup.laidSecrets' : 'backup.laidNoSecrets')}`}
        onClose={onClose}
      >
        <div>
          <Restart />
        </div>
      </Done>
    );
  return (
    <Confirm
      title={t('backup.restoreTitle')}
      text={
        <div className={form['form']}>
          {t('backup.restoreText', { at: moment(madeAt) })}
          <Passphrase
            label={t('backup.passphraseOptional')}
            description={t('backup.passphraseRestore')}
            value={typed}
            onChange={setTyped}
            error={good ? undefined : t('backup.tooShort', { n: leastPassphrase })}
          />
        </div>
      }
      name={name}
      action={t('backup.restore')}
      pending={restore.isPending}
      error={restore.error}
      onClose={onClose}
      onConfirm={() => good && restore.mutate({ name, passphrase: givenPassphrase(typed) })}
    />
  );
}
