import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../../preload/contract/entries/setup.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { NoKeychain } from './no-keychain.tsx';

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The server that mails go out by; a test shows that it works. */
export function MailStep({ state: { mail } }: { state: SetupState }) {
  const { t } = useTranslation();
  const set = useCommand('setup.mail');
  const [url, setUrl] = useState('');
  const [typedFrom, setFrom] = useState<string | null>(null);
  const from = typedFrom ?? mail.from ?? '';
  const [testTo, setTestTo] = useState('');
  const [tried, setTried] = useState(false);
  const settings = useEntry('settings.get', {});
  const fixed = settings.data?.fixed['mail.from'];
  const wrongUrl = url !== '' ? !/^smtps?:\/\/\S+$/.test(url.trim()) : mail.smtp === 'missing';
  const wrongFrom = !address.test(from.trim());
  const wrongTo = testTo.trim() !== '' && !address.test(testTo.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrongUrl || wrongFrom || wrongTo) return;
    set.mutate({
      smtpUrl: url.trim() || null,
      from: from.trim(),
      testTo: testTo.trim() || null,
    });
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      {mail.smtp === 'unreadable' && <NoKeychain />}
      <PasswordInput
        label={t('setup.mail.url')}
        description={
          mail.smtp === 'kept' || mail.smtp === 'given'
            ? t(`setup.mail.${mail.smtp}`)
            : t('setup.mail.urlText')
        }
        placeholder="smtps://user:password@mail.example.com:465"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={tried && wrongUrl ? t('setup.mail.wrongUrl') : undefined}
        disabled={mail.smtp === 'given'}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        dir="ltr"
      />
      <div className={classes['row']}>
        <TextInput
          label={t('setup.mail.from')}
          description={fixed && t('setup.given', { name: fixed })}
          disabled={fixed !== undefined}
          type="email"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          error={tried && wrongFrom ? t('form.email') : undefined}
          dir="ltr"
        />
        <TextInput
          label={t('setup.mail.test')}
          type="email"
          value={testTo}
          onChange={(event) => setTestTo(event.currentTarget.value)}
          error={tried && wrongTo ? t('form.email') : undefined}
          dir="ltr"
        />
      </div>
      <Problem error={set.error} />
      {set.data && (
        <p className={classes['good']} role="status">
          {t(set.data.sent ? 'setup.mail.sent' : 'form.saved')}
        </p>
      )}
      <div>
        <Button type="submit" loading={set.isPending}>
          {t(testTo.trim() === '' ? 'form.save' : 'setup.mail.sendAndSave')}
        </Button>
      </div>
    </form>
  );
}
