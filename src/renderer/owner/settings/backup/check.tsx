import { Alert } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupCheck } from '../../../../preload/contract/entries/backup.ts';
import { useFormat } from '../../../format.ts';
import { useCommand } from '../../../queries.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import form from '../../../ui/form.module.css';
import { Icon } from '../../../ui/icons.tsx';
import { Piece } from '../../../ui/piece.tsx';
import type { BackupActProps } from './acts.tsx';
import { givenPassphrase, isPassphrase, leastPassphrase, Passphrase } from './passphrase.tsx';

/** Reads a backup from end to end and says what is in it. */
export function CheckBackup({ backup: { name }, onClose }: BackupActProps) {
  const { t } = useTranslation();
  const check = useCommand('backup.check');
  const [typed, setTyped] = useState('');
  const good = isPassphrase(typed);
  return (
    <Dialog
      title={t('backup.check')}
      action={t('backup.checkNow')}
      pending={check.isPending}
      error={check.error}
      onClose={onClose}
      onSubmit={() => good && check.mutate({ name, passphrase: givenPassphrase(typed) })}
    >
      <p className={form['hint']}>{t('backup.checkText')}</p>
      <code>
        <Piece>{name}</Piece>
      </code>
      <Passphrase
        label={t('backup.passphraseOptional')}
        value={typed}
        onChange={(value) => {
          check.reset();
          setTyped(value);
        }}
        error={good ? undefined : t('backup.tooShort', { n: leastPassphrase })}
        data-autofocus
      />
      {check.data && <Outcome found={check.data} />}
    </Dialog>
  );
}

function Outcome({ found }: { found: BackupCheck }) {
  const { t } = useTranslation();
  const { moment, number, bytes } = useFormat();
  const { madeAt, madeBy, parts, secrets } = found;
  return (
    <Alert
      color="green"
      icon={<Icon name="check" size={18} />}
      title={t('backup.good')}
      role="status"
    >
      {t('backup.goodText', {
        at: moment(madeAt),
        version: madeBy,
        n: number(parts),
        size: bytes(found.bytes),
      })}{' '}
      {t(`backup.secrets.${secrets}`)}
    </Alert>
  );
}
