import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Price } from '../../../preload/contract/entries/budgets.ts';
import { useFormat } from '../../format.ts';
import { useCommand } from '../../queries.ts';
import { ClashNotice } from '../../ui/clash-notice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { NullableNumber } from '../../ui/nullable-number.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { nanos, toDollars } from './money.ts';

/** Nanodollars; null where nothing has been entered. */
export type Editing = Pick<Price, 'model'> &
  Record<'input' | 'cachedInput' | 'output', number | null>;
export const unset: Editing = { model: '', input: null, cachedInput: null, output: null };
/** A million dollars. */
const mostAmount = 1_000_000_000_000_000;

export interface EditPriceProps {
  /** As it stands now. */
  price: Editing;
  onClose: () => void;
}

/** An owner's own price of a model. */
export function EditPrice({ price, onClose }: EditPriceProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const set = useCommand('prices.set');
  const { values, edit, clash } = useEdits<Editing>(price);
  const [tried, setTried] = useState(false);
  const { model, input, cachedInput, output } = values;
  const amounts = { input, cachedInput, output };
  const wrong = (amount: number | null) => amount === null || amount > mostAmount;
  const submit = () => {
    setTried(true);
    if (model.trim() === '' || Object.values(amounts).some(wrong)) return;
    if (input === null || cachedInput === null || output === null) return;
    set.mutate({ model: model.trim(), input, cachedInput, output }, { onSuccess: onClose });
  };
  const amount = (field: keyof typeof amounts, label: string) => (
    <NullableNumber
      label={label}
      prefix="$"
      decimals={6}
      value={amounts[field] === null ? null : toDollars(amounts[field])}
      onChange={(next) => edit({ [field]: next === null ? null : nanos(next) })}
      error={tried && wrong(amounts[field]) ? t('budgets.wrong') : undefined}
    />
  );
  return (
    <Dialog
      title={price.model || t('prices.add')}
      action={t('form.save')}
      size="lg"
      pending={set.isPending}
      disabled={clash !== null}
      error={set.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {price.model === '' && (
        <TextInput
          label={t('receipt.model')}
          value={model}
          onChange={(event) => edit({ model: event.currentTarget.value })}
          error={tried && model.trim() === '' ? t('form.needed') : undefined}
          dir="ltr"
          data-autofocus
        />
      )}
      <p className={form['hint']}>{t('prices.unit')}</p>
      <div className={form['row']}>
        {amount('input', t('costs.sides.input'))}
        {amount('cachedInput', t('costs.sides.cached'))}
        {amount('output', t('costs.sides.output'))}
      </div>
      {clash && (
        <ClashNotice
          clash={clash}
          nameOf={(field) => t(`costs.sides.${field === 'cachedInput' ? 'cached' : field}`)}
          describe={(_, now) => money(Number(now))}
        />
      )}
    </Dialog>
  );
}
