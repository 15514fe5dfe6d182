import { useTranslation } from 'react-i18next';
import form from '../../ui/form.module.css';
import { NullableNumber } from '../../ui/nullable-number.tsx';
import { nanos, toDollars } from '../costs/money.ts';
import { amounts } from './draft.ts';
import type { FieldsProps } from './fields.tsx';

/** What it may spend, in dollars; empty for no budget of its own. */
export function BudgetFields({ draft, change, wrong }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={form['row']}>
      {amounts.map((field) => {
        const value = draft[field];
        return (
          <NullableNumber
            key={field}
            label={t(`channels.fields.${field}`)}
            value={value === null ? null : toDollars(value)}
            placeholder={t('channels.unlimited')}
            prefix="$"
            decimals={6}
            onChange={(next) => change({ [field]: next === null ? null : nanos(next) })}
            error={wrong[field] && t('budgets.wrong')}
          />
        );
      })}
    </div>
  );
}
