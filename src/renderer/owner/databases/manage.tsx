import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatabaseEntry } from '../../../preload/contract/databases.ts';
import { useCommand } from '../../queries.ts';
import { go } from '../../router.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { Section, Two } from '../../ui/page.tsx';
import { Rename } from '../../ui/rename.tsx';

/** Name, connection, and the end of it. */
export const Manage = ({ database }: { database: DatabaseEntry }) => (
  <Two>
    <Name database={database} />
    <Reconnect database={database} />
    <Remove database={database} />
  </Two>
);

function Name({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const rename = useCommand('databases.rename');
  return (
    <Rename
      title={t('databases.name')}
      name={database.name}
      saving={rename}
      onChange={rename.reset}
      onSave={(name) => rename.mutate({ databaseId: database.id, name })}
    />
  );
}

function Reconnect({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const reconnect = useCommand('databases.reconnect');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const input = { databaseId: database.id, connection: text.trim() };
    reconnect.mutate(input, { onSuccess: () => setText('') });
  };
  return (
    <Section title={t('databases.reconnect')} about={t('databases.reconnectText')}>
      <form className={classes['form']} onSubmit={submit} noValidate>
        <PasswordInput
          label={t('databases.connection')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
          dir="ltr"
        />
        <Problem error={reconnect.error} />
        {reconnect.isSuccess && (
          <p className={classes['good']} role="status">
            {t('databases.answers')}
          </p>
        )}
        <div>
          <Button type="submit" variant="default" loading={reconnect.isPending}>
            {t('databases.connect')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Remove({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const remove = useCommand('databases.remove');
  const [asking, setAsking] = useState(false);
  return (
    <Section title={t('databases.remove')} about={t('databases.removeText')}>
      <Button color="red" variant="light" onClick={() => setAsking(true)}>
        {t('databases.remove')}
      </Button>
      {asking && (
        <Confirm
          title={t('databases.remove')}
          text={t('databases.removeText')}
          name={database.name}
          action={t('form.remove')}
          pending={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            remove.mutate({ databaseId: database.id }, { onSuccess: () => go('databases') })
          }
        />
      )}
    </Section>
  );
}
