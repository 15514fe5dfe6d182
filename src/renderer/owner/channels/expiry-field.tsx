import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { today } from '../../period.ts';
import { isPast } from './expiry.ts';

export interface ExpiryFieldProps {
  label: string;
  /** A UTC day, or empty for none. */
  value: string;
  onChange: (value: string) => void;
}

/** Until which day a key is good. */
export function ExpiryField({ label, value, onChange }: ExpiryFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="date"
      label={label}
      description={t('channels.untilText')}
      value={value}
      min={today()}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={isPast(value) && t('channels.untilPast')}
    />
  );
}
