import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format.ts';
import { useCommand } from '../../../queries.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Done } from '../../../ui/done.tsx';
import { Piece } from '../../../ui/piece.tsx';
import { leastPassphrase, Passphrase } from './passphrase.tsx';

/** A backup now; with secrets only under a passphrase. */
export function MakeBackup({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const make = useCommand('backup.make');
  const [sealed, setSealed] = useState(false);
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const short = sealed && first.length < leastPassphrase;
  const other = sealed && first !== again;
  if (make.data)
    return (
      <Done
        title={t('backup.made')}
        text={t('backup.madeText', { size: bytes(make.data.bytes) })}
        onClose={onClose}
      >
        <code>
          <Piece>{make.data.name}</Piece>
        </code>
      </Done>
    );
  return (
    <Dialog
      title={t('backup.make')}
      action={t('backup.make')}
      pending={make.isPending}
      error={make.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!short && !other) make.mutate({ passphrase: sealed ? first : null });
      }}
    >
      <Switch
        label={t('backup.withSecrets')}
        description={t('backup.withSecretsText')}
        checked={sealed}
        onChange={(event) => setSealed(event.currentTarget.checked)}
        data-autofocus
      />
      {sealed && (
        <>
          <Passphrase
            label={t('backup.passphrase')}
            description={t('backup.passphraseText')}
            value={first}
            onChange={setFirst}
            error={tried && short ? t('backup.tooShort', { n: leastPassphrase }) : undefined}
          />
          <Passphrase
            label={t('backup.again')}
            value={again}
            onChange={setAgain}
            error={tried && !short && other ? t('backup.different') : undefined}
          />
        </>
      )}
    </Dialog>
  );
}
