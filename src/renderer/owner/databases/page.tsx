import { Anchor, Badge, Button, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { engineNames } from '../../../preload/contract/database.ts';
import type { DatabaseEntry } from '../../../preload/contract/databases.ts';
import { useFormat } from '../../format.ts';
import { useCommand, useEntry, useProblem } from '../../queries.ts';
import { go, linkTo, useTab } from '../../router.ts';
import { Facts } from '../../ui/facts.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { View, Waiting } from '../../ui/state.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { Glossary } from './glossary.tsx';
import { Grants } from './grants.tsx';
import { Manage } from './manage.tsx';
import { SchemaBrowser } from './schema.tsx';
import { VerifiedList } from './verified.tsx';

/** All about one database. */
export function DatabasePage({ id }: { id: number }) {
  const { t } = useTranslation();
  const database = useEntry('databases.get', { databaseId: id });
  if (database.data) return <Whole key={database.data.id} database={database.data} />;
  return (
    <Page title={t('databases.title')} about={t('databases.about')}>
      <Anchor href={linkTo('databases')}>{t('databases.all')}</Anchor>
      <View query={database} waiting={<Waiting lines={8} height={28} />}>
        {() => null}
      </View>
    </Page>
  );
}

const tabs = ['schema', 'grants', 'glossary', 'verified', 'manage'] as const;

function Whole({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const shown = database.manageable ? tabs : (['schema'] as const);
  const tab = useTab(shown);
  return (
    <Page
      title={database.name}
      about={<Facts of={[database.engine ?? engineNames[database.dialect], database.display]} />}
      actions={database.manageable ? <Actions database={database} /> : undefined}
    >
      <div>
        <Anchor href={linkTo('databases')}>{t('databases.all')}</Anchor>{' '}
        <Badge variant="light" color={database.status === 'ok' ? 'green' : 'red'}>
          {t(`databases.status.${database.status}`)}
        </Badge>
      </div>
      <Tabs
        value={tab}
        onChange={(next) => go(`databases/${database.id}?tab=${next}`)}
        keepMounted={false}
      >
        <TabBar
          value={tab}
          tabs={shown.map((value) => ({ value, label: t(`databases.tabs.${value}`) }))}
        />
        <Tabs.Panel value="schema">
          <SchemaBrowser database={database} />
        </Tabs.Panel>
        <Tabs.Panel value="grants">
          <Grants database={database} />
        </Tabs.Panel>
        <Tabs.Panel value="glossary">
          <Glossary id={database.id} />
        </Tabs.Panel>
        <Tabs.Panel value="verified">
          <VerifiedList id={database.id} />
        </Tabs.Panel>
        <Tabs.Panel value="manage">
          <Manage database={database} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Actions({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const problem = useProblem();
  const test = useCommand('databases.test');
  const refresh = useCommand('databases.refresh');
  const say = (message: string) => notifications.show({ message, color: 'green' });
  const fail = (error: unknown) =>
    notifications.show({ message: problem(error), color: 'red', autoClose: 10_000 });
  const input = { databaseId: database.id };
  return (
    <>
      <Button
        variant="default"
        loading={test.isPending}
        onClick={() =>
          test.mutate(input, { onSuccess: () => say(t('databases.answers')), onError: fail })
        }
      >
        {t('databases.test')}
      </Button>
      <Button
        variant="default"
        loading={refresh.isPending}
        leftSection={<Icon name="refresh" size={16} />}
        title={
          database.schemaTakenAt
            ? t('databases.read', { ago: ago(database.schemaTakenAt) })
            : undefined
        }
        onClick={() =>
          refresh.mutate(input, { onSuccess: () => say(t('databases.fresh')), onError: fail })
        }
      >
        {t('databases.refresh')}
      </Button>
    </>
  );
}
