import { useTranslation } from 'react-i18next';
import { Fold } from '../../ui/answer.tsx';
import form from '../../ui/form.module.css';
import { BudgetFields } from './budget-fields.tsx';
import { DataFields } from './data-fields.tsx';
import type { Draft, Wrong } from './draft.ts';
import { IdentityFields } from './identity-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { ModelFields } from './model-fields.tsx';

export interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  wrong: Wrong;
  /** Null for a channel that is yet to be made. */
  organizationId: number | null | undefined;
}

/** All fields, those with good defaults folded away. */
export function FoldedFields(props: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <IdentityFields {...props} />
      <DataFields {...props} />
      <Fold label={t('channels.limits')}>
        <div className={form['form']}>
          <LimitFields {...props} />
        </div>
      </Fold>
      <Fold label={t('channels.models')}>
        <div className={form['form']}>
          <ModelFields {...props} />
        </div>
      </Fold>
      <Fold label={t('channels.budget')}>
        <div className={form['form']}>
          <BudgetFields {...props} />
        </div>
      </Fold>
    </>
  );
}
