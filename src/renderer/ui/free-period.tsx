import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../preload/contract/costs.ts';
import { today } from '../period.ts';
import form from './form.module.css';
import classes from './free-period.module.css';
import type { PeriodPickerProps } from './period-picker.tsx';

/** The days of a free period, first and last; nothing while a usual one is chosen. */
export const FreePeriod = ({ value, onChange }: PeriodPickerProps) =>
  value.name === 'free' ? (
    <Days period={value.period} onChange={(period) => onChange({ name: 'free', period })} />
  ) : null;

function Days({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(period);
  const wrong = wrongIn(typed);
  const isNew = typed.from !== period.from || typed.to !== period.to;
  // Once the typing rests: a year is a day of its own after each of its digits.
  useEffect(() => {
    if (wrong.from || wrong.to || !isNew) return;
    const rest = setTimeout(() => onChange(typed), 300);
    return () => clearTimeout(rest);
  });
  const day = (end: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`activity.${end}`)}
      value={typed[end]}
      min={end === 'to' ? typed.from : undefined}
      max={today()}
      onChange={(event) => setTyped({ ...typed, [end]: event.currentTarget.value })}
      error={wrong[end] && t(wrong[end])}
    />
  );
  return (
    <fieldset className={`${classes['days']} ${form['row']}`} aria-label={t('costs.period')}>
      {day('from')}
      {day('to')}
    </fieldset>
  );
}

/** The keys of what to say beside each day; of two days of the wrong order beside the last. */
function wrongIn({ from, to }: Period) {
  const wrong = (day: string) =>
    day === '' ? 'form.needed' : day > today() ? 'costs.notYet' : null;
  const turned = from !== '' && to !== '' && from > to;
  return { from: wrong(from), to: wrong(to) ?? (turned ? 'activity.order' : null) };
}
