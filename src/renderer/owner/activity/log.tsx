import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../preload/contract/contract.ts';
import { useFormat } from '../../format.ts';
import { Icon } from '../../ui/icons.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Failure, View, Waiting } from '../../ui/state.tsx';
import classes from './activity.module.css';
import { EntryDetails } from './details.tsx';
import type { Asked } from './filter.ts';
import { EntryRow, LogHead } from './row.tsx';
import { useLog } from './use-log.ts';

export type LogEntry = OutputOf<'activity.search'>[number];

/** The log, however long: only what is in view is fetched and drawn. */
export function ActivityLog({ query }: { query: Asked }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const log = useLog(query);
  const [looking, setLooking] = useState<LogEntry | null>(null);
  return (
    <View query={log.count} waiting={<Waiting lines={7} height={40} />}>
      {() =>
        log.total === 0 ? (
          <Empty icon="activity" title={t('activity.none')} text={t('activity.noneText')} />
        ) : (
          <>
            <div className={classes['foot']}>
              <span>{t('activity.count', { n: number(log.total) })}</span>
              {log.newer > 0 && (
                <Button
                  size="compact-sm"
                  variant="light"
                  leftSection={<Icon name="refresh" size={15} />}
                  onClick={log.follow}
                >
                  {t('activity.newer', { n: number(log.newer) })}
                </Button>
              )}
            </div>
            {log.error && <Failure error={log.error} retry={log.retry} />}
            <LongList
              key={log.from}
              label={t('activity.title')}
              total={log.total}
              rowHeight={62}
              onRange={log.onRange}
              head={<LogHead />}
              row={(index) => <EntryRow entry={log.item(index)} onOpen={setLooking} />}
            />
            {looking && <EntryDetails entry={looking} onClose={() => setLooking(null)} />}
          </>
        )
      }
    </View>
  );
}
