import { Alert, Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { DatabaseEntry, GrantReport } from '../../../preload/contract/databases.ts';
import { useFormat } from '../../format.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyButton } from '../../ui/copy.tsx';
import { Problem } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { Scrollable } from '../../ui/scrollable.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { useFinding } from './finding.ts';
import classes from './grants.module.css';

type Report = z.output<typeof GrantReport>;

/** What the login could do beyond reading, and how to take it away. */
export function Grants({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const report = useEntry('databases.grants', { databaseId: database.id });
  const audit = useCommand('databases.audit');
  const again = (
    <Button
      variant="default"
      loading={audit.isPending}
      leftSection={<Icon name="shield" size={16} />}
      onClick={() => audit.mutate({ databaseId: database.id })}
    >
      {t('grants.audit')}
    </Button>
  );
  return (
    <Section title={t('grants.title')} about={t('grants.about')} action={again}>
      <Problem error={audit.error} />
      <View query={report}>
        {(found) =>
          found === null ? (
            <Empty icon="shield" title={t('grants.none')} text={t('grants.noneText')} />
          ) : (
            <ReportView report={found} database={database} />
          )
        }
      </View>
    </Section>
  );
}

function ReportView({ report, database }: { report: Report; database: DatabaseEntry }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const explain = useFinding();
  const [accepting, setAccepting] = useState(false);
  const good = report.verdict === 'read_only';
  return (
    <div className={classes['report']}>
      <Alert
        color={good ? 'green' : 'yellow'}
        icon={<Icon name={good ? 'check' : 'warning'} />}
        role={good ? 'status' : 'alert'}
      >
        {t(sentenceOf(database, good), { login: report.login })}{' '}
        {database.grants === 'accepted' && t('grants.accepted')}
      </Alert>
      <ul className={classes['findings']}>
        {report.findings.map((finding) => (
          <li key={finding.right}>
            <Badge variant="light" color={finding.severity === 'danger' ? 'red' : 'yellow'}>
              {t(`grants.severity.${finding.severity}`)}
            </Badge>
            <span>
              <code className="ltr">{finding.right}</code> {explain(finding.explanation)}
            </span>
          </li>
        ))}
      </ul>
      {report.script !== '' && !good && (
        <div className={classes['script']}>
          <p>{t('grants.script')}</p>
          <Scrollable element="pre" className="ltr">
            {report.script}
          </Scrollable>
          <CopyButton text={report.script} label={t('answer.copySql')} />
        </div>
      )}
      <p className={classes['when']}>{t('grants.taken', { at: moment(report.takenAt) })}</p>
      {!good && database.grants === 'excess' && (
        <Button variant="light" color="red" onClick={() => setAccepting(true)}>
          {t('grants.accept')}
        </Button>
      )}
      {accepting && <Accept database={database} onClose={() => setAccepting(false)} />}
    </div>
  );
}

function sentenceOf({ dialect }: DatabaseEntry, good: boolean): string {
  if (!good) return 'grants.excess';
  return dialect === 'sqlite' ? 'grants.fileReadOnly' : 'grants.readOnly';
}

function Accept({ database, onClose }: { database: DatabaseEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const accept = useCommand('databases.acceptGrants');
  const { id, name } = database;
  return (
    <Confirm
      title={t('grants.accept')}
      text={t('grants.acceptText')}
      name={name}
      action={t('grants.accept')}
      pending={accept.isPending}
      error={accept.error}
      onClose={onClose}
      onConfirm={() => accept.mutate({ databaseId: id, name }, { onSuccess: onClose })}
    />
  );
}
