import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import form from '../../ui/form.module.css';
import { NullableNumber } from '../../ui/nullable-number.tsx';
import { type NumberField, numbers } from './draft.ts';
import type { FieldsProps } from './fields.tsx';

export interface LimitFieldsProps extends FieldsProps {
  /** The fields that can have effect; all if unset. */
  only?: readonly NumberField[];
  /** What an empty pace means; the default of the access type if unset. */
  usualRate?: string;
}

const all = Object.keys(numbers) as NumberField[];

/** How often and how much; empty is the default of the access type, or no quota. */
export function LimitFields({ draft, change, wrong, only = all, usualRate }: LimitFieldsProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const settings = useEntry('settings.get', {});
  const defaults = settings.data?.settings.channels;
  const open = draft.accessType === 'public';
  const usual = (value: number | undefined) =>
    value === undefined ? '' : t('channels.usual', { value: number(value) });
  const placeholders: Record<NumberField, string> = {
    rateLimit: usualRate ?? usual(open ? defaults?.publicPerMinute : defaults?.privatePerMinute),
    maxHistory: usual(open ? defaults?.publicHistory : defaults?.privateHistory),
    dailyQuota: t('channels.unlimited'),
    monthlyQuota: t('channels.unlimited'),
  };
  return (
    <div className={form['row']}>
      {only.map((field) => (
        <NullableNumber
          key={field}
          label={t(`channels.fields.${field}`)}
          value={draft[field]}
          placeholder={placeholders[field]}
          onChange={(value) => change({ [field]: value })}
          error={wrong[field] && t('form.between', numbers[field])}
        />
      ))}
    </div>
  );
}
