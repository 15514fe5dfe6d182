import { useTranslation } from 'react-i18next';
import type { BackupFile } from '../../../../preload/contract/entries/backup.ts';
import { useCommand } from '../../../queries.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { CheckBackup } from './check.tsx';
import { MakeBackup } from './make.tsx';
import { RestoreBackup } from './restore.tsx';

export type Act =
  | { kind: 'make'; backup: null }
  | { kind: 'check' | 'restore' | 'remove'; backup: BackupFile };

export function BackupAct({ act, onClose }: { act: Act; onClose: () => void }) {
  if (act.kind === 'make') return <MakeBackup onClose={onClose} />;
  const { backup } = act;
  if (act.kind === 'check') return <CheckBackup backup={backup} onClose={onClose} />;
  if (act.kind === 'restore') return <RestoreBackup backup={backup} onClose={onClose} />;
  return <RemoveBackup backup={backup} onClose={onClose} />;
}

export interface BackupActProps {
  backup: BackupFile;
  onClose: () => void;
}

function RemoveBackup({ backup: { name }, onClose }: BackupActProps) {
  const { t } = useTranslation();
  const remove = useCommand('backup.remove');
  return (
    <Confirm
      title={t('backup.removeTitle')}
      text={t('backup.removeText')}
      name={name}
      action={t('form.remove')}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ name }, { onSuccess: onClose })}
    />
  );
}
