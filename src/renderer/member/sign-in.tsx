import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import icon from '../icon.svg';
import { useProblem } from '../queries.ts';
import { Preferences } from '../ui/preferences.tsx';
import { changeLanguage } from './language.ts';
import classes from './sign-in.module.css';

/** User name and password from Telegram. */
export function SignIn({ onEnter }: { onEnter: (token: string) => void }) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationFn: () => call('session.signIn', { userName: userName.trim(), password }),
    onSuccess: ({ token }) => onEnter(token),
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = userName.trim() === '' || password === '';
    setMissing(empty);
    if (!empty) signIn.mutate();
  };
  const needed = (value: string) => (missing && value.trim() === '' ? t('form.needed') : undefined);
  return (
    <main className={classes['place']}>
      <form className={classes['card']} onSubmit={submit} noValidate>
        <img src={icon} alt="" width={44} height={44} />
        <h1>{t('signIn.title')}</h1>
        <p className={classes['about']}>{t('signIn.about')}</p>
        <TextInput
          label={t('signIn.userName')}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={needed(userName)}
          dir="ltr"
        />
        <PasswordInput
          label={t('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
          error={needed(password)}
          dir="ltr"
        />
        {signIn.isError && (
          <p role="alert" className={classes['error']}>
            {problem(signIn.error)}
          </p>
        )}
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {t('signIn.enter')}
        </Button>
        <div className={classes['foot']}>
          <Preferences onLanguage={changeLanguage} />
        </div>
      </form>
    </main>
  );
}
