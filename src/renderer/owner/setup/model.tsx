import { Button, PasswordInput, SegmentedControl } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../../preload/contract/entries/setup.ts';
import { useFormat } from '../../format.ts';
import { useCommand } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { NoKeychain } from './no-keychain.tsx';
import { StageModels } from './stage-models.tsx';

type Provider = 'gemini' | 'openai';

/** A provider's key, and which model answers at which stage. */
export function ModelStep({ state }: { state: SetupState }) {
  const { t } = useTranslation();
  const [provider, setProvider] = useState<Provider>('gemini');
  return (
    <div className={classes['form']}>
      <SegmentedControl
        value={provider}
        onChange={(value) => setProvider(value as Provider)}
        aria-label={t('setup.model.provider')}
        data={[
          { value: 'gemini', label: 'Google Gemini' },
          { value: 'openai', label: t('setup.model.compatible') },
        ]}
      />
      <Key key={provider} provider={provider} place={state.keys[provider]} />
      <StageModels />
    </div>
  );
}

const variables = { gemini: 'GEMINI_API_KEY', openai: 'OPENAI_API_KEY' } as const;

interface KeyProps {
  provider: Provider;
  place: SetupState['keys']['gemini'];
}

function Key({ provider, place }: KeyProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const set = useCommand('setup.modelKey');
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (key.trim() !== '')
      set.mutate({ provider, key: key.trim() }, { onSuccess: () => setKey('') });
  };
  if (place === 'given')
    return <p className={classes['hint']}>{t('setup.given', { name: variables[provider] })}</p>;
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      {place === 'unreadable' && <NoKeychain />}
      <PasswordInput
        label={t('setup.model.key')}
        description={place === 'kept' ? t('setup.model.kept') : t(`setup.model.how.${provider}`)}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        error={tried && key.trim() === '' ? t('form.needed') : undefined}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        dir="ltr"
      />
      <Problem error={set.error} />
      {set.data && (
        <p className={classes['good']} role="status">
          {t('setup.model.found', { n: number(set.data.models) })}
        </p>
      )}
      <div>
        <Button type="submit" loading={set.isPending}>
          {t('setup.model.check')}
        </Button>
      </div>
    </form>
  );
}
