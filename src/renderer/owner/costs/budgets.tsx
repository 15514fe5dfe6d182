import { Anchor, NumberInput, Progress, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BudgetState } from '../../../preload/contract/entries/budgets.ts';
import { useFormat } from '../../format.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { linkTo } from '../../router.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import form from '../../ui/form.module.css';
import { MemberSelect } from '../../ui/member-select.tsx';
import { Section } from '../../ui/page.tsx';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { useUndo } from '../../ui/undo.tsx';
import classes from './budgets.module.css';
import { nanos } from './money.ts';

/** What may be spent: nothing goes beyond it. */
export function Budgets() {
  const { t } = useTranslation();
  const list = useEntry('budgets.list', {});
  return (
    <div className="stack">
      <Section title={t('budgets.title')} about={t('budgets.about')}>
        <View query={list}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon="costs" title={t('budgets.none')} text={t('budgets.noneText')} />
            ) : (
              <ul className={classes['list']}>
                {items.map((one) => (
                  <Item
                    key={`${one.scope}-${one.userId ?? one.channelId}-${one.period}`}
                    budget={one}
                  />
                ))}
              </ul>
            )
          }
        </View>
      </Section>
      <AddBudget />
    </div>
  );
}

const levels = [
  [1, 'red'],
  [0.8, 'orange'],
  [0.5, 'yellow'],
] as const;

function Item({ budget }: { budget: BudgetState }) {
  const { t } = useTranslation();
  const { money, percent } = useFormat();
  const remove = useCommand('budgets.remove');
  const undo = useUndo('budgets.set');
  const [leaving, setLeaving] = useState(false);
  const { scope, userId, userName, period, amount, spent } = budget;
  const share = amount > 0 ? spent / amount : 1;
  const color = levels.find(([from]) => share >= from)?.[1] ?? 'brand';
  const name = userName ?? budget.channelTitle ?? t(`budgets.scope.${scope}`);
  return (
    <li>
      <div className={classes['head']}>
        <b>
          <Facts of={[name, t(`budgets.period.${period}`)]} />
        </b>
        <span>{t('budgets.spent', { spent: money(spent), amount: money(amount) })}</span>
        {scope === 'channel' ? (
          <Anchor href={linkTo(`channels/${budget.channelId}?tab=edit`)}>{t('form.edit')}</Anchor>
        ) : (
          <RemoveButton name={name} onClick={() => setLeaving(true)} />
        )}
      </div>
      {leaving && scope !== 'channel' && (
        <Confirm
          title={t('budgets.removeTitle')}
          text={
            <>
              <b>
                <Facts of={[name, t(`budgets.period.${period}`)]} />
              </b>
              <br />
              {t('budgets.removeText')}
            </>
          }
          name={null}
          action={t('form.remove')}
          pending={remove.isPending}
          error={remove.error}
          onClose={() => setLeaving(false)}
          onConfirm={() =>
            remove.mutate(
              { scope, userId, period },
              {
                onSuccess: () =>
                  undo(`${name}, ${t(`budgets.period.${period}`)}`, {
                    scope,
                    userId,
                    period,
                    amount,
                  }),
              },
            )
          }
        />
      )}
      <Progress
        value={Math.min(100, share * 100)}
        color={color}
        aria-label={`${name}: ${percent(share)}`}
      />
      {share >= 0.5 && (
        <p className={classes['alert']}>
          {t(share >= 1 ? 'budgets.exhausted' : 'budgets.reached', { share: percent(share) })}
        </p>
      )}
    </li>
  );
}

function AddBudget() {
  const { t } = useTranslation();
  const set = useCommand('budgets.set');
  const [whose, setWhose] = useState('organization');
  const [period, setPeriod] = useState<'day' | 'month'>('month');
  const [dollars, setDollars] = useState<number | string>(20);
  const amount = Number(dollars);
  const valid = dollars !== '' && amount >= 0 && amount <= 1_000_000;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    const scope = whose === 'organization' || whose === 'appliance' ? whose : 'user';
    const userId = scope === 'user' ? Number(whose) : null;
    set.mutate({ scope, userId, period, amount: nanos(amount) });
  };
  return (
    <Section title={t('budgets.set')}>
      <form className={form['form']} onSubmit={submit} onChange={set.reset} noValidate>
        <div className={form['row']}>
          <MemberSelect
            label={t('budgets.whose')}
            value={whose}
            onChange={(value) => value && setWhose(value)}
            others={[
              { value: 'organization', label: t('budgets.scope.organization') },
              { value: 'appliance', label: t('budgets.scope.appliance') },
            ]}
          />
          <Select
            label={t('costs.period')}
            value={period}
            onChange={(value) => value && setPeriod(value as 'day' | 'month')}
            allowDeselect={false}
            data={[
              { value: 'day', label: t('budgets.period.day') },
              { value: 'month', label: t('budgets.period.month') },
            ]}
          />
          <NumberInput
            label={t('budgets.amount')}
            prefix="$"
            thousandSeparator=","
            value={dollars}
            onChange={setDollars}
            min={0}
            decimalScale={6}
            error={valid ? undefined : t('budgets.wrong')}
          />
        </div>
        <SaveFoot saving={set} />
      </form>
    </Section>
  );
}
