import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { CopyButton } from '../../ui/copy.tsx';
import { Scrollable } from '../../ui/scrollable.tsx';
import classes from './activity.module.css';
import type { LogEntry } from './log.tsx';
import { useActionName, useActor } from './words.ts';

export interface EntryDetailsProps {
  entry: LogEntry;
  onClose: () => void;
}

/** All that was written down of one entry. */
export function EntryDetails({ entry, onClose }: EntryDetailsProps) {
  const { t } = useTranslation();
  const { moment, number } = useFormat();
  const nameOf = useActionName();
  const actorOf = useActor();
  const { door, target, chat, details, outcome } = entry;
  const latin = (text: string) => <code className="ltr">{text}</code>;
  const rows: [string, ReactNode][] = [
    [t('activity.when'), moment(entry.at)],
    [t('activity.exactly'), latin(entry.at)],
    [t('activity.kind'), t(`activity.kinds.${entry.kind}`)],
    [t('activity.what'), latin(entry.action)],
    [t('activity.actor'), actorOf(entry)],
    [t('activity.outcome'), outcome === 'ok' ? t('activity.ok') : latin(outcome)],
    ...(door
      ? [
          [t('activity.door'), t(`activity.doors.${door}`, { defaultValue: door })] as [
            string,
            string,
          ],
        ]
      : []),
    ...(target ? [[t('activity.target'), latin(target)] as [string, ReactNode]] : []),
    ...(chat ? [[t('activity.chat'), latin(chat)] as [string, ReactNode]] : []),
    [t('activity.place'), number(entry.id)],
    [t('activity.hash'), latin(entry.hash)],
  ];
  const text = JSON.stringify(details, null, 2);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={nameOf(entry.action) ?? latin(entry.action)}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <dl className={classes['facts']}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {Object.keys(details).length > 0 && (
        <div className={classes['details']}>
          <Scrollable element="pre" className="ltr">
            {text}
          </Scrollable>
          <CopyButton text={text} label={t('form.copy')} />
        </div>
      )}
    </Modal>
  );
}
