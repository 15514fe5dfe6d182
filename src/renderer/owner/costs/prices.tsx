import { Badge, Button, Group, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Price } from '../../../preload/contract/entries/budgets.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { type Editing, EditPrice, unset } from './edit-price.tsx';
import { newestPrices } from './newest-prices.ts';
import { TakeBack } from './take-back.tsx';

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
      {editing && (
        <EditPrice
          price={newest.find(({ model }) => model === editing.model) ?? editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

const shippedOf = (prices: readonly Price[]): Map<string, Price> =>
  new Map(
    newestPrices(prices.filter(({ source }) => source === 'seed')).map((one) => [one.model, one]),
  );
