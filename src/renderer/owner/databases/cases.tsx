import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '../../../preload/contract/entries/knowledge.ts';
import { useAct } from '../../act.ts';
import { getContext } from '../../api.ts';
import { useFormat } from '../../format.ts';
import { More, useMore } from '../../more.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { OrganizationFirst } from '../no-organization.tsx';
import classes from './verified.module.css';

/** Answers somebody was not content with. */
export function Cases() {
  const { t } = useTranslation();
  const home = getContext().organizationId !== null;
  const none = <Empty icon="check" title={t('cases.none')} text={t('cases.noneText')} />;
  return (
    <Section title={t('cases.title')} about={t('cases.about')}>
      {home ? <Open none={none} /> : <OrganizationFirst />}
    </Section>
  );
}

function Open({ none }: { none: ReactNode }) {
  const list = useMore(
    'cases.list',
    (page) => page.cases,
    ({ count }) => ({ open: true, offset: count, limit: 50 }),
  );
  return (
    <>
      <View query={list}>
        {(cases) =>
          cases.length === 0 ? (
            none
          ) : (
            <ul className={classes['list']}>
              {cases.map((one) => (
                <Item key={one.id} item={one} />
              ))}
            </ul>
          )
        }
      </View>
      <More query={list} />
    </>
  );
}

function Item({ item }: { item: Case }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const resolve = useAct('cases.resolve');
  const keep = useAct('verified.add');
  const { question, sql, databaseId } = item;
  const done = () => resolve.mutate({ id: item.id });
  return (
    <li>
      <div className={classes['head']}>
        <b dir="auto">{question ?? t('cases.gone')}</b>
        <span className={classes['detail']}>
          <Facts of={[item.userName, ago(item.createdAt)]} />
        </span>
      </div>
      {item.reason && <p dir="auto">“{item.reason}”</p>}
      {item.text && (
        <p dir="auto" className={classes['detail']}>
          {item.text}
        </p>
      )}
      {sql && <pre className="ltr">{sql}</pre>}
      <div className={classes['foot']}>
        <Button size="compact-sm" loading={resolve.isPending} onClick={done}>
          {t('cases.resolve')}
        </Button>
        {question && sql && databaseId !== null && (
          <Button
            size="compact-sm"
            variant="default"
            loading={keep.isPending}
            onClick={() => keep.mutate({ databaseId, question, sql }, { onSuccess: done })}
          >
            {t('cases.wasRight')}
          </Button>
        )}
      </div>
    </li>
  );
}
