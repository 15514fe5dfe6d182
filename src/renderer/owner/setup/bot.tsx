import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../../preload/contract/entries/setup.ts';
import { useCommand } from '../../queries.ts';
import { fieldOf, Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { NoKeychain } from './no-keychain.tsx';

/** The bot's token, checked with Telegram before it is kept. */
export function BotStep({ state: { bot } }: { state: SetupState }) {
  const { t } = useTranslation();
  const set = useCommand('setup.bot');
  const [token, setToken] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (token.trim() !== '') set.mutate({ token: token.trim() }, { onSuccess: () => setToken('') });
  };
  const refused = fieldOf(set.error) === 'token' ? t('setup.bot.refused') : undefined;
  if (bot.token === 'given')
    return <p className={classes['hint']}>{t('setup.given', { name: 'TELEGRAM_BOT_TOKEN' })}</p>;
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <p className={classes['hint']}>{t('setup.bot.how')}</p>
      {bot.token === 'unreadable' && <NoKeychain />}
      <PasswordInput
        label={t('setup.bot.token')}
        placeholder="123456:ABC…"
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        error={refused ?? (tried && token.trim() === '' ? t('form.needed') : undefined)}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        dir="ltr"
      />
      <Problem error={set.error} fields={['token']} />
      {bot.username && (
        <p className={classes['good']} role="status">
          {t('setup.bot.running', { username: bot.username })}
        </p>
      )}
      <div>
        <Button type="submit" loading={set.isPending}>
          {t('setup.bot.check')}
        </Button>
      </div>
    </form>
  );
}
