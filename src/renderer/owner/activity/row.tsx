import { Badge, UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { Facts } from '../../ui/facts.tsx';
import classes from './activity.module.css';
import type { LogEntry } from './log.tsx';
import { useActionName, useActor, useTarget } from './words.ts';

export function LogHead() {
  const { t } = useTranslation();
  return (
    <div role="row" className={classes['cells']}>
      <span role="columnheader" className={classes['what']}>
        {t('activity.what')}
      </span>
      <span role="columnheader" className={classes['who']}>
        {t('activity.actor')}
      </span>
      <span role="columnheader" className={classes['when']}>
        {t('activity.when')}
      </span>
      <span role="columnheader" className={classes['how']}>
        {t('activity.outcome')}
      </span>
    </div>
  );
}

export interface EntryRowProps {
  /** Undefined while it is on its way. */
  entry: LogEntry | undefined;
  onOpen: (entry: LogEntry) => void;
}

/** Drawn anew only when its entry is another: lists are scrolled fast. */
export const EntryRow = memo(function EntryRow({ entry, onOpen }: EntryRowProps) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const nameOf = useActionName();
  const actorOf = useActor();
  const targetOf = useTarget();
  if (!entry) return <span role="cell" className={classes['blank']} />;
  const name = nameOf(entry.action);
  const who = actorOf(entry);
  const when = moment(entry.at);
  const kind = t(`activity.kinds.${entry.kind}`);
  const target = targetOf(entry.target);
  return (
    <div className={classes['cells']} role="presentation">
      <span role="cell" className={classes['what']}>
        <UnstyledButton className={classes['open']} onClick={() => onOpen(entry)}>
          {name ?? <code className="ltr">{entry.action}</code>}
        </UnstyledButton>
        <span className={`${classes['dim']} ${classes['wide']}`}>
          <Facts of={[target?.startsWith(kind) ? null : kind, target]} />
        </span>
        <span className={`${classes['dim']} ${classes['narrow']}`}>
          <Facts of={[when, who]} />
        </span>
      </span>
      <span role="cell" className={classes['who']}>
        <span dir="auto">{who}</span>
        {entry.door && (
          <span className={classes['dim']}>
            {t(`activity.doors.${entry.door}`, { defaultValue: entry.door })}
          </span>
        )}
      </span>
      <span role="cell" className={classes['when']}>
        {when}
      </span>
      <span role="cell" className={classes['how']}>
        <Badge variant="light" color={entry.outcome === 'ok' ? 'green' : 'red'}>
          {entry.outcome === 'ok' ? t('activity.ok') : t('activity.failed')}
        </Badge>
      </span>
    </div>
  );
});
