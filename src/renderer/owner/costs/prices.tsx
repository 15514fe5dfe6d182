import { Badge, Button, Group, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Price } from '../../../preload/contract/entries/budgets.ts';
import { useFormat } from '../../format.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { Icon } from '../../ui/icons.tsx';
import { NullableNumber } from '../../ui/nullable-number.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { nanos, toDollars } from './money.ts';
import { newestPrices } from './newest-prices.ts';
import { TakeBack } from './take-back.tsx';

/** Nanodollars; null where nothing has been entered. */
type Editing = Pick<Price, 'model'> & Record<'input' | 'cachedInput' | 'output', number | null>;
const unset: Editing = { model: '', input: null, cachedInput: null, output: null };
/** A million dollars. */
const mostAmount = 1_000_000_000_000_000;

/** What a million tokens of each model cost; the newest price of each. */
export function Prices() {
  const { t } = useTranslation();
  const { money } = useFormat();
  const list = useEntry('prices.list', {});
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<Editing | null>(null);
  const newest = useMemo(() => newestPrices(list.data ?? []), [list.data]);
  const shipped = useMemo(() => shippedOf(list.data ?? []), [list.data]);
  const found = newest.filter(({ model }) => model.includes(search.trim().toLowerCase()));
  return (
    <Section
      title={t('prices.title')}
      about={t('prices.about')}
      action={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setEditing(unset)}>
          {t('prices.add')}
        </Button>
      }
    >
      <TextInput
        aria-label={t('prices.search')}
        placeholder={t('prices.search')}
        leftSection={<Icon name="search" size={16} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        mb="sm"
      />
      <View query={list}>
        {() =>
          found.length === 0 ? (
            <Empty icon="search" title={t('prices.notFound')} text={t('prices.notFoundText')} />
          ) : (
            <DataTable
              label={t('prices.title')}
              rows={found}
              keyOf={({ model }) => model}
              columns={[
                {
                  head: t('receipt.model'),
                  cell: ({ model, source }) => (
                    <>
                      <span className="ltr">{model}</span>{' '}
                      {source === 'owner' && (
                        <Badge size="sm" variant="light">
                          {t('prices.own')}
                        </Badge>
                      )}
                    </>
                  ),
                },
                { head: t('costs.sides.input'), cell: ({ input }) => money(input), end: true },
                {
                  head: t('costs.sides.cached'),
                  cell: ({ cachedInput }) => money(cachedInput),
                  end: true,
                  wide: true,
                },
                { head: t('costs.sides.output'), cell: ({ output }) => money(output), end: true },
              ]}
              acts={(one) => (
                <Group gap={4} justify="flex-end">
                  {one.source === 'owner' && (
                    <TakeBack price={one} shipped={shipped.get(one.model)} />
                  )}
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={t('prices.editOf', { model: one.model })}
                    onClick={() => setEditing(one)}
                  >
                    {t('form.edit')}
                  </Button>
                </Group>
              )}
            />
          )
        }
      </View>
      {editing && <EditPrice price={editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}

const shippedOf = (prices: readonly Price[]): Map<string, Price> =>
  new Map(
    newestPrices(prices.filter(({ source }) => source === 'seed')).map((one) => [one.model, one]),
  );

function EditPrice({ price, onClose }: { price: Editing; onClose: () => void }) {
  const { t } = useTranslation();
  const set = useCommand('prices.set');
  const [value, setValue] = useState(price);
  const [tried, setTried] = useState(false);
  const { model, ...amounts } = value;
  const wrong = (amount: number | null) => amount === null || amount > mostAmount;
  const submit = () => {
    setTried(true);
    const { input, cachedInput, output } = amounts;
    if (model.trim() === '' || input === null || cachedInput === null || output === null) return;
    if (Object.values(amounts).some(wrong)) return;
    set.mutate({ model: model.trim(), input, cachedInput, output }, { onSuccess: onClose });
  };
  const amount = (field: keyof typeof amounts, label: string) => (
    <NullableNumber
      label={label}
      prefix="$"
      decimals={6}
      value={amounts[field] === null ? null : toDollars(amounts[field])}
      onChange={(next) => setValue({ ...value, [field]: next === null ? null : nanos(next) })}
      error={tried && wrong(amounts[field]) ? t('budgets.wrong') : undefined}
    />
  );
  return (
    <Dialog
      title={price.model || t('prices.add')}
      action={t('form.save')}
      size="lg"
      pending={set.isPending}
      error={set.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {price.model === '' && (
        <TextInput
          label={t('receipt.model')}
          value={model}
          onChange={(event) => setValue({ ...value, model: event.currentTarget.value })}
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
    </Dialog>
  );
}
