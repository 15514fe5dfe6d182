import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../../preload/contract/people.ts';
import { useCommand } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyButton } from '../../ui/copy.tsx';
import classes from '../../ui/form.module.css';

/** A new user name and password for the web view, shown once. */
export function NewCredentials({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const issue = useCommand('members.resetCredentials');
  if (!issue.data)
    return (
      <Confirm
        title={t('members.credentialsTitle', { name: member.name })}
        text={t('members.credentialsText')}
        name={null}
        action={t('members.credentials')}
        pending={issue.isPending}
        error={issue.error}
        onClose={onClose}
        onConfirm={() => issue.mutate({ userId: member.userId })}
      />
    );
  const { userName, password } = issue.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('members.credentialsTitle', { name: member.name })}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <div className={classes['form']}>
        <p className={classes['hint']}>{t('members.shownOnce')}</p>
        <Secret label={t('signIn.userName')} value={userName} />
        <Secret label={t('signIn.password')} value={password} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('form.done')}</Button>
        </Group>
      </div>
    </Modal>
  );
}

export const Secret = ({ label, value }: { label: string; value: string }) => {
  const { t } = useTranslation();
  return (
    <div>
      <div className={classes['hint']}>{label}</div>
      <div className={classes['secret']}>
        <code className="ltr">{value}</code>
        <CopyButton text={value} label={t('form.copy')} />
      </div>
    </div>
  );
};
