import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { NoKeychain } from './no-keychain.tsx';
import { type ModelKeyProps, useModelKey } from './use-model-key.ts';

export type { Provider } from './use-model-key.ts';

const variables = { gemini: 'GEMINI_API_KEY', openai: 'OPENAI_API_KEY' } as const;

/** A key and, for servers of one's own, an address; kept once the provider lists its models. */
export function ModelKey({ provider, place }: ModelKeyProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { key, address, saving, submit } = useModelKey({ provider, place });
  const given = (name: string) => t('setup.given', { name });
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      {place === 'unreadable' && <NoKeychain />}
      {place === 'given' ? (
        <p className={classes['hint']}>{given(variables[provider])}</p>
      ) : (
        <PasswordInput
          label={t('setup.model.key')}
          description={t(place === 'kept' ? 'setup.model.kept' : `setup.model.how.${provider}`)}
          value={key.value}
          onChange={(event) => key.set(event.currentTarget.value)}
          error={key.missing && t('form.needed')}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
          dir="ltr"
        />
      )}
      {provider === 'openai' && (
        <TextInput
          label={t('settings.fields.models.openaiBaseUrl')}
          description={address.fixed && given(address.fixed)}
          disabled={address.fixed !== undefined}
          placeholder={t('setup.model.usualAddress')}
          value={address.value}
          onChange={(event) => address.set(event.currentTarget.value)}
          error={address.wrong && t('settings.url')}
          maxLength={4_096}
          spellCheck={false}
          dir={address.value ? 'ltr' : undefined}
        />
      )}
      <Problem error={saving.error} />
      {saving.data && (
        <p className={classes['good']} role="status">
          {t('setup.model.found', { n: number(saving.data.models) })}
        </p>
      )}
      <div>
        <Button type="submit" loading={saving.isPending}>
          {t('setup.model.check')}
        </Button>
      </div>
    </form>
  );
}
