import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { choose, type PeriodChoice, type PeriodName, periodNames } from '../period.ts';

export interface PeriodPickerProps {
  value: PeriodChoice;
  onChange: (value: PeriodChoice) => void;
}

const names = [...periodNames, 'free'] as const;

/** The usual periods; any days are entered in `FreePeriod`, which belongs near this. */
export function PeriodPicker({ value, onChange }: PeriodPickerProps) {
  const { t } = useTranslation();
  const pick = (name: PeriodName | 'free') =>
    // The days that are shown stay until others are entered.
    onChange(name === 'free' ? { ...value, name } : choose(name));
  return (
    <Select
      aria-label={t('costs.period')}
      data={names.map((name) => ({ value: name, label: t(`costs.periods.${name}`) }))}
      value={value.name}
      onChange={(next) => next && pick(next as PeriodName | 'free')}
      allowDeselect={false}
      w={190}
    />
  );
}
