import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../../preload/contract/people.ts';
import { useCommand } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { typedDirection } from '../../ui/typed-direction.ts';
import { useUndo } from '../../ui/undo.tsx';
import { NewCredentials } from './credentials.tsx';
import { MemberUsage } from './usage.tsx';

export interface Act {
  kind: 'usage' | 'credentials' | 'role' | 'remove';
  member: Member;
}

interface ActProps {
  act: Act;
  onClose: () => void;
}

export function MemberAct({ act: { kind, member }, onClose }: ActProps) {
  if (kind === 'usage') return <MemberUsage member={member} onClose={onClose} />;
  if (kind === 'credentials') return <NewCredentials member={member} onClose={onClose} />;
  if (kind === 'role') return <ChangeRole member={member} onClose={onClose} />;
  return <Remove member={member} onClose={onClose} />;
}

interface MemberProps {
  member: Member;
  onClose: () => void;
}

function Remove({ member, onClose }: MemberProps) {
  const { t } = useTranslation();
  const remove = useCommand('members.remove');
  const undo = useUndo('members.add');
  const { userId, name, telegramId, role } = member;
  const done = () => {
    onClose();
    if (telegramId !== null && role === 'member') undo(name, { telegramId, name });
  };
  return (
    <Confirm
      title={t('members.removeTitle', { name })}
      text={t('members.removeText')}
      name={name}
      action={t('members.remove')}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ userId }, { onSuccess: done })}
    />
  );
}

function ChangeRole({ member, onClose }: MemberProps) {
  const { t } = useTranslation();
  const change = useCommand('members.setRole');
  const role = member.role === 'owner' ? 'member' : 'owner';
  const action = t(role === 'owner' ? 'members.makeOwner' : 'members.makeMember');
  return (
    <Confirm
      title={`${action}: ${member.name}`}
      text={t(role === 'owner' ? 'members.makeOwnerText' : 'members.makeMemberText')}
      name={null}
      action={action}
      pending={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate({ userId: member.userId, role }, { onSuccess: onClose })}
    />
  );
}

/** By Telegram id, for who has never written to the bot. */
export function AddMember({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const add = useCommand('members.add');
  const [telegramId, setTelegramId] = useState<number | string>('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const id = Number(telegramId);
  const valid = Number.isSafeInteger(id) && id > 0;
  const submit = () => {
    setTried(true);
    const named = name.trim() === '' ? {} : { name: name.trim() };
    if (valid) add.mutate({ telegramId: id, ...named }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={t('members.add')}
      action={t('members.add')}
      pending={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NumberInput
        label={t('members.telegramId')}
        description={t('members.telegramIdText')}
        value={telegramId}
        onChange={setTelegramId}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        error={tried && !valid ? t('members.telegramIdWrong') : undefined}
        data-autofocus
        dir="ltr"
      />
      <TextInput
        label={t('members.nameOptional')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        dir={typedDirection(name)}
      />
    </Dialog>
  );
}
