import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblem } from '../queries.ts';
import { Icon, type IconName } from './icons.tsx';
import classes from './page.module.css';

export interface EmptyProps {
  icon: IconName;
  title: ReactNode;
  text?: string | undefined;
  children?: ReactNode;
}

/** Nothing here yet, and what to do about it. */
export const Empty = ({ icon, title, text, children }: EmptyProps) => (
  <div className={classes['state']}>
    <div className={classes['stateIcon']}>
      <Icon name={icon} size={24} />
    </div>
    <div className={classes['stateTitle']}>{title}</div>
    {text && <p className={classes['stateText']}>{text}</p>}
    {children}
  </div>
);

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const problem = useProblem();
  return (
    <div role="alert">
      <Empty icon="warning" title={t('state.failed')} text={problem(error)}>
        {retry && (
          <Button variant="default" onClick={retry} leftSection={<Icon name="refresh" size={16} />}>
            {t('state.retry')}
          </Button>
        )}
      </Empty>
    </div>
  );
}

/** Grey lines of the size of what will stand there. */
export function Waiting({ lines = 4, height = 20 }: { lines?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('state.loading')}>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
        <Skeleton key={key} height={height} mb={12} radius="sm" />
      ))}
    </div>
  );
}

/** Grey cards where figures will stand, and lines below them. */
export function WaitingStats({ lines = 0 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('state.loading')} className="stack">
      <div className={classes['stats']}>
        {['one', 'two', 'three', 'four'].map((key) => (
          <Skeleton key={key} height={94} radius={12} />
        ))}
      </div>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
        <Skeleton key={key} height={240} radius={12} />
      ))}
    </div>
  );
}

export interface ViewProps<Data> {
  query: UseQueryResult<Data>;
  waiting?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a query has to show: waiting, failing, or its data. */
export function View<Data>({ query, waiting, children }: ViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return waiting ?? <Waiting />;
}
