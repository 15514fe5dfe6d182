import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Characters, as the appliance asks for. */
export const leastPassphrase = 8;

export interface PassphraseProps {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  'data-autofocus'?: true;
}

export function Passphrase({ onChange, ...rest }: PassphraseProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...rest}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={1_000}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
      dir="ltr"
    />
  );
}

/** What was typed, where anything was; too short a one is no passphrase of ours. */
export const givenPassphrase = (typed: string): string | null => (typed === '' ? null : typed);
export const isPassphrase = (typed: string): boolean =>
  typed === '' || typed.length >= leastPassphrase;
