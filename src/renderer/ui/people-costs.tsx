import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period, UserCosts } from '../../preload/contract/costs.ts';
import { useFormat } from '../format.ts';
import { usePages } from '../pages.ts';
import { useEntry } from '../queries.ts';
import { Icon } from './icons.tsx';
import { LongList } from './long-list.tsx';
import { Paged } from './paged.tsx';
import classes from './people-costs.module.css';
import { Share } from './share.tsx';
import { Empty, View } from './state.tsx';
import { SumTable } from './usage-view.tsx';

const few = 10;

export interface PeopleCostsProps {
  period: Period;
  /** What all of it cost, nanodollars. */
  whole: number;
}

/** Who spent most: the first few, and everybody once asked for. */
export function PeopleCosts(props: PeopleCostsProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [all, setAll] = useState(false);
  const people = useEntry('costs.people', { period: props.period, limit: few });
  if (all) return <Everybody {...props} />;
  return (
    <View query={people}>
      {({ total, people: dearest }) => (
        <>
          <SumTable
            label={t('costs.byPerson')}
            first={t('members.name')}
            rows={dearest.map((one) => ({ ...one, key: one.userId }))}
            whole={props.whole}
          />
          {total > dearest.length && (
            <Button variant="subtle" mt="sm" onClick={() => setAll(true)}>
              {t('costs.everybody', { n: number(total) })}
            </Button>
          )}
        </>
      )}
    </View>
  );
}

function Everybody({ period, whole }: PeopleCostsProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  // The button that led here is gone, and the focus with it.
  useEffect(() => field.current?.focus(), []);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const pages = usePages(
    'costs.people',
    (offset, limit) => ({ period, offset, limit, search }),
    (page) => page.people,
  );
  return (
    <>
      <TextInput
        ref={field}
        mb="md"
        aria-label={t('members.search')}
        placeholder={t('members.search')}
        leftSection={<Icon name="search" size={16} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maxLength={100}
      />
      <Paged pages={pages}>
        {({ total }) =>
          total === 0 ? (
            <Empty icon="search" title={t('members.notFound')} text={t('members.notFoundText')} />
          ) : (
            <LongList
              label={t('costs.byPerson')}
              total={total}
              rowHeight={58}
              onRange={pages.onRange}
              head={<Head />}
              row={(index) => <Row person={pages.item(index)} whole={whole} />}
            />
          )
        }
      </Paged>
    </>
  );
}

function Head() {
  const { t } = useTranslation();
  return (
    <div role="row" className={classes['cells']}>
      <span role="columnheader">{t('members.name')}</span>
      <span role="columnheader">{t('costs.calls')}</span>
      <span role="columnheader" className={classes['wide']}>
        {t('costs.tokens')}
      </span>
      <span role="columnheader">{t('costs.cost')}</span>
    </div>
  );
}

type RowProps = { person: UserCosts | undefined; whole: number };

/** Drawn anew only when its person is another: lists are scrolled fast. */
const Row = memo(function Row({ person, whole }: RowProps) {
  const { number, money } = useFormat();
  if (!person) return <span role="cell" className={classes['blank']} />;
  const { name, calls, input, output, cost } = person;
  return (
    <div className={classes['cells']} role="presentation">
      <span role="cell">
        <Share name={name} of={cost} whole={whole} />
      </span>
      <span role="cell">{number(calls)}</span>
      <span role="cell" className={classes['wide']}>
        {number(input + output)}
      </span>
      <span role="cell">{money(cost)}</span>
    </div>
  );
});
