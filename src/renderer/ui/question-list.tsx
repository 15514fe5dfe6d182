import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionItem } from '../../preload/contract/entries/overview.ts';
import { useFormat } from '../format.ts';
import { Facts } from './facts.tsx';
import classes from './question-list.module.css';
import { Empty } from './state.tsx';

const colors = { ok: 'green', error: 'red', cancelled: 'gray', interrupted: 'yellow' } as const;

/** Questions with how they ended and what they cost, the newest first. */
export function QuestionList({ items }: { items: readonly QuestionItem[] }) {
  const { t } = useTranslation();
  const { money, ago, duration } = useFormat();
  const nameOf = ({ userName, door }: QuestionItem) =>
    userName ?? t(door === 'api' ? 'questions.program' : 'questions.operator');
  if (items.length === 0)
    return <Empty icon="ask" title={t('questions.none')} text={t('questions.noneText')} />;
  return (
    <ul className={classes['list']}>
      {items.map((item) => (
        <li key={item.id} className={classes['item']}>
          <div className={classes['text']}>
            <span className={classes['question']}>
              <bdi>{item.question}</bdi>
            </span>
            <span className={classes['detail']}>
              <Facts of={[nameOf(item), item.databaseName, ago(item.at)]} />
            </span>
          </div>
          <div className={classes['figures']}>
            {item.outcome !== 'ok' && (
              <Badge color={colors[item.outcome]} variant="light">
                {t(`questions.${item.outcome}`)}
              </Badge>
            )}
            <span>{money(item.cost)}</span>
            <span className={classes['detail']}>{duration(item.elapsedMs)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
