import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type PeriodName, periodNames } from '../period.ts';

export interface PeriodPickerProps {
  value: PeriodName;
  onChange: (value: PeriodName) => void;
}

export function PeriodPicker({ value, onChange }: PeriodPickerProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('costs.period')}
      data={periodNames.map((name) => ({ value: name, label: t(`costs.periods.${name}`) }))}
      value={value}
      onChange={(next) => next && onChange(next as PeriodName)}
      allowDeselect={false}
      w={190}
    />
  );
}
