import { Button, NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { typedDirection } from '../../ui/typed-direction.ts';
import { keepChoice } from '../organization.tsx';

/** A new organisation; its owner in Telegram can be named now or later. */
export function OrganizationStep({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation();
  const create = useCommand('organizations.create');
  const [name, setName] = useState('');
  const [owner, setOwner] = useState<number | string>('');
  const [tried, setTried] = useState(false);
  const id = owner === '' ? null : Number(owner);
  const wrongOwner = id !== null && !(Number.isSafeInteger(id) && id > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || wrongOwner) return;
    create.mutate(
      { name: name.trim(), ownerTelegramId: id },
      {
        onSuccess: (made) => {
          keepChoice(made.id);
          // The screen turns to the new organisation, so the word is said beside it.
          notifications.show({ message: t('organization.made', { name: made.name }) });
          setName('');
          setOwner('');
          setTried(false);
          onDone?.();
        },
      },
    );
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <div className={classes['row']}>
        <TextInput
          label={t('organization.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && name.trim() === '' ? t('form.needed') : undefined}
          maxLength={100}
          dir={typedDirection(name)}
        />
        <NumberInput
          label={t('organization.owner')}
          description={t('organization.ownerText')}
          value={owner}
          onChange={setOwner}
          error={tried && wrongOwner ? t('members.telegramIdWrong') : undefined}
          hideControls
          allowDecimal={false}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="ltr"
        />
      </div>
      <Problem error={create.error} />
      <div>
        <Button type="submit" loading={create.isPending}>
          {t('organization.create')}
        </Button>
      </div>
    </form>
  );
}
